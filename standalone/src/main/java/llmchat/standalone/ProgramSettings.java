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
 * All settings of the program, for every role. The documentation, {@code .env.example}, the JSON
 * Schema, the command line and "did you mean" are based on this list.
 */
public final class ProgramSettings {
  /** The settings of both services, in the order of the documentation. */
  public static final ConfigSpec SPEC =
      ConfigSpec.union(InferenceSettings.SPEC, GatewaySettings.SPEC)
          .withCheck(ProgramSettings::portsDiffer);

  private ProgramSettings() {}

  /**
   * Reads all settings and checks them for the role, as at start.
   *
   * @throws ConfigException with all errors
   */
  public static Settings load(Sources sources, ServiceRole role) {
    return Settings.load(SPEC, sources, role);
  }

  /**
   * Reads all settings without the checks for a role, for commands that start no service.
   *
   * @throws ConfigException with all errors
   */
  public static Settings load(Sources sources) {
    return Settings.load(SPEC, sources);
  }

  /** Settings from these values only: no environment, no files, no checks. */
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
