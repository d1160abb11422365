package llmchat.server.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import llmchat.llm.Secret;

/**
 * What {@code llm-chat.yaml} says about providers and models, before the role of the process and
 * the settings are looked at.
 *
 * @param names the variables that the file refers to with {@code env.NAME}
 */
record FileModels(Map<String, Provider> providers, List<Model> models, Set<String> names) {

  static final FileModels NONE = new FileModels(Map.of(), List.of(), Set.of());

  /**
   * A provider.
   *
   * @param keyProblem why the key cannot be had; it matters only where providers are called
   */
  record Provider(
      String name,
      String source,
      ProviderSettings.Kind kind,
      Optional<URI> baseUrl,
      Optional<Secret> key,
      Optional<ConfigError> keyProblem,
      boolean usageInStreams) {}

  /** A model with targets here, or with the address of an inference service. */
  record Model(
      String name,
      String source,
      List<Target> targets,
      Optional<URI> inference,
      int contextTokens) {

    ModelSettings settings() {
      return new ModelSettings(
          name,
          targets.stream().map(t -> new TargetSettings(t.provider(), t.model())).toList(),
          contextTokens);
    }
  }

  /** A target. */
  record Target(String provider, String model, String source) {}
}
