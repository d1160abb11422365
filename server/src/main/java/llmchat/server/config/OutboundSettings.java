package llmchat.server.config;

import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Timeouts;

/** How a service calls out, by its settings. */
public final class OutboundSettings {
  private static final int WAITING = 1000;

  private OutboundSettings() {}

  /** How long a call may take in each of its phases. */
  public static Timeouts timeouts(Settings settings) {
    return new Timeouts(
        settings.get(KnownSettings.CONNECT_TIMEOUT),
        settings.get(KnownSettings.FIRST_BYTE_TIMEOUT),
        settings.get(KnownSettings.IDLE_TIMEOUT),
        settings.get(KnownSettings.TOTAL_TIMEOUT));
  }

  /** How many connections and bytes calls may take. */
  public static OutboundHttp.Bounds bounds(Settings settings) {
    return new OutboundHttp.Bounds(
        settings.get(KnownSettings.UPSTREAM_CONNECTIONS),
        WAITING,
        Math.toIntExact(settings.get(KnownSettings.MAX_REPLY_SIZE)));
  }
}
