package llmchat.server.http;

import static llmchat.server.config.Group.TIMES;

import java.time.Duration;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;
import llmchat.server.config.ValueTypes;

/** The settings for a graceful shutdown. */
public final class DrainSettings {
  public static final Setting<Duration> DRAIN_DELAY =
      Setting.of(
              "DRAIN_DELAY",
              ValueTypes.TIME_FROM_ZERO,
              TIMES,
              "How long a stopping service still takes calls, so that load balancers notice")
          .shownAs(ValueTypes::shown)
          .withDefault("0s");
  public static final Setting<Duration> DRAIN_TIMEOUT =
      Setting.duration("DRAIN_TIMEOUT", TIMES, "Longest wait for open calls when stopping")
          .withDefault("120s");

  public static final ConfigSpec SPEC = ConfigSpec.of(DRAIN_DELAY, DRAIN_TIMEOUT);

  private DrainSettings() {}
}
