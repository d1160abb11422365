package llmchat.inference.http;

import static llmchat.server.config.Group.INFERENCE;
import static llmchat.server.models.TokenSettings.INFERENCE_TOKEN;

import java.util.Set;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Hosts;
import llmchat.server.config.Problems;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.models.TokenSettings;

/** The settings for the address of the inference service. */
public final class InferenceListenerSettings {
  public static final Setting<String> INFERENCE_HOST =
      Setting.host("INFERENCE_HOST", INFERENCE, "Address that the inference service listens on")
          .withDefault("127.0.0.1")
          .withDefaultWhenSeparate("0.0.0.0")
          .shownAlways();
  public static final Setting<Integer> INFERENCE_PORT =
      Setting.port("INFERENCE_PORT", INFERENCE, "Port of the inference service")
          .withDefault("8000")
          .shownAlways();

  /** Includes a check that a token is set if other machines can reach the service. */
  public static final ConfigSpec SPEC =
      ConfigSpec.union(ConfigSpec.of(INFERENCE_HOST, INFERENCE_PORT), TokenSettings.SPEC)
          .withCheck(InferenceListenerSettings::check);

  private InferenceListenerSettings() {}

  private static void check(Settings settings, Problems problems) {
    if (!settings.role().servesInference()
        || problems.hasErrorFor(Set.of(INFERENCE_TOKEN.name(), INFERENCE_HOST.name()))
        || settings.isSet(INFERENCE_TOKEN)
        || Hosts.isLoopback(settings.get(INFERENCE_HOST))) {
      return;
    }
    problems.error(
        INFERENCE_TOKEN.name(),
        "",
        "is not set, and the inference service listens on "
            + settings.get(INFERENCE_HOST)
            + ", which other machines can reach",
        "give it and the gateway the same token, or set INFERENCE_HOST=127.0.0.1");
  }
}
