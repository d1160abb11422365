package llmchat.server.outbound;

import static llmchat.server.config.Group.LIMITS;
import static llmchat.server.config.Group.PROCESS;
import static llmchat.server.config.Group.TIMES;

import java.time.Duration;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Timeouts;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;

/** The settings of calls to providers and to inference services. */
public final class OutboundSettings {
  public static final Setting<Long> MAX_REPLY_SIZE =
      Setting.size("MAX_REPLY_SIZE", LIMITS, "Largest reply of a provider that is not a stream")
          .withDefault("64MB");
  public static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.duration("CONNECT_TIMEOUT", TIMES, "Longest wait for a connection to a provider")
          .withDefault("2s");
  public static final Setting<Duration> FIRST_BYTE_TIMEOUT =
      Setting.duration("FIRST_BYTE_TIMEOUT", TIMES, "Longest wait for a provider's first byte")
          .withDefault("600s");
  public static final Setting<Duration> IDLE_TIMEOUT =
      Setting.duration("IDLE_TIMEOUT", TIMES, "Longest silence within a provider's reply")
          .withDefault("120s");
  public static final Setting<Duration> TOTAL_TIMEOUT =
      Setting.duration("TOTAL_TIMEOUT", TIMES, "Longest time for one call").withDefault("30m");
  public static final Setting<Integer> UPSTREAM_CONNECTIONS =
      Setting.count("UPSTREAM_CONNECTIONS", PROCESS, "Connections per event loop to one provider")
          .withDefault("10000");

  public static final ConfigSpec SPEC =
      ConfigSpec.of(
          MAX_REPLY_SIZE,
          CONNECT_TIMEOUT,
          FIRST_BYTE_TIMEOUT,
          IDLE_TIMEOUT,
          TOTAL_TIMEOUT,
          UPSTREAM_CONNECTIONS);

  /** The most calls of one event loop that wait for a connection to one server. */
  private static final int WAITING = 1000;

  private OutboundSettings() {}

  /** The timeouts of calls. */
  public static Timeouts timeouts(Settings settings) {
    return new Timeouts(
        settings.get(CONNECT_TIMEOUT),
        settings.get(FIRST_BYTE_TIMEOUT),
        settings.get(IDLE_TIMEOUT),
        settings.get(TOTAL_TIMEOUT));
  }

  /** The limits on connections and replies. */
  public static OutboundHttp.Bounds bounds(Settings settings) {
    return new OutboundHttp.Bounds(
        settings.get(UPSTREAM_CONNECTIONS), WAITING, Math.toIntExact(settings.get(MAX_REPLY_SIZE)));
  }
}
