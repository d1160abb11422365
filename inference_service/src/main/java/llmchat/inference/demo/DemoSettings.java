package llmchat.inference.demo;

import static llmchat.server.config.Group.MODELS;

import java.time.Duration;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;
import llmchat.server.config.ValueTypes;

/** The setting of the demo model. */
public final class DemoSettings {
  public static final Setting<Duration> DEMO_DELAY =
      Setting.of(
              "DEMO_DELAY",
              ValueTypes.TIME_FROM_ZERO,
              MODELS,
              "Pause between the words of the demo model")
          .shownAs(ValueTypes::shown)
          .withDefault("20ms");

  public static final ConfigSpec SPEC = ConfigSpec.of(DEMO_DELAY);

  private DemoSettings() {}
}
