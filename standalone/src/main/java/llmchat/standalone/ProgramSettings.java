package llmchat.standalone;

import static llmchat.gateway.GatewayListenerSettings.GATEWAY_PORT;
import static llmchat.inference.http.InferenceListenerSettings.INFERENCE_PORT;

import java.util.Map;
import llmchat.gateway.GatewaySettings;
import llmchat.inference.InferenceSettings;
import llmchat.server.config.ConfigException;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Problems;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Settings;
import llmchat.server.config.Sources;

/**
 * Everything that this program can be configured with, in whichever role: the documentation, {@code
 * .env.example}, the JSON Schema, the command line and "did you mean" are made from it.
 */
public final class ProgramSettings {
  /** The settings of both services, in the order of the documentation. */
  public static final ConfigSpec SPEC =
      ConfigSpec.union(InferenceSettings.SPEC, GatewaySettings.SPEC)
          .withCheck(ProgramSettings::portsDiffer);

  private ProgramSettings() {}

  /**
   * Reads everything and checks it for the role; what a process does at start.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static Settings load(Sources sources, ServiceRole role) {
    return Settings.load(SPEC, sources, role);
  }

  /**
   * Reads everything without the checks for a role, for commands that serve nothing.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static Settings load(Sources sources) {
    return Settings.load(SPEC, sources);
  }

  /** Settings from these texts alone: no environment, no files, no checks. */
  public static Settings of(Map<String, String> texts) {
    return Settings.of(SPEC, texts);
  }

  /** The settings that a process of the role reads. */
  static ConfigSpec of(ServiceRole role) {
    return switch (role) {
      case STANDALONE -> SPEC;
      case GATEWAY -> GatewaySettings.SPEC;
      case INFERENCE -> InferenceSettings.SPEC;
    };
  }

  private static void portsDiffer(Settings settings, Problems problems) {
    int port = settings.get(GATEWAY_PORT);
    if (settings.role() == ServiceRole.STANDALONE
        && port != 0
        && port == settings.get(INFERENCE_PORT)) {
      problems.error(
          INFERENCE_PORT.name(),
          settings.sourceOf(INFERENCE_PORT),
          port + " is also the port of the gateway",
          "choose another for one of them");
    }
  }
}
