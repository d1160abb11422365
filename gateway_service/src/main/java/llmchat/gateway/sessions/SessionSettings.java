package llmchat.gateway.sessions;

import static llmchat.server.config.Group.GATEWAY;

import java.time.Duration;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;

/** The setting of sessions. */
public final class SessionSettings {
  public static final Setting<Duration> SESSION_TIME =
      Setting.duration("SESSION_TIME", GATEWAY, "How long a login lasts").withDefault("7d");

  public static final ConfigSpec SPEC = ConfigSpec.of(SESSION_TIME);

  private SessionSettings() {}
}
