package llmchat.server.models;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Secret;
import llmchat.server.config.ConfigError;
import llmchat.server.config.FilePart;

/**
 * The providers and models in {@code llm-chat.yaml}, before they are combined with settings and
 * role. Immutable.
 */
public record ModelsFile(Map<String, Provider> providers, List<Model> models) {

  /** The sections {@code providers} and {@code models}. */
  public static final FilePart<ModelsFile> PART =
      new FilePart<>(
          List.of("providers", "models"),
          ModelsFileReader::read,
          new ModelsFile(Map.of(), List.of()));

  public ModelsFile {
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    models = List.copyOf(models);
  }

  /** The file and line of the first model, or {@code default} if there is none. */
  String sourceOfModels() {
    return models.isEmpty() ? "default" : models.getFirst().source();
  }

  /**
   * A provider.
   *
   * @param keyProblem why the key could not be read; an error only in processes that call providers
   */
  public record Provider(
      String name,
      String source,
      ConfiguredProvider.Kind kind,
      Optional<URI> baseUrl,
      Optional<Secret> key,
      Optional<ConfigError> keyProblem,
      boolean usageInStreams) {}

  /** A model with targets here, or with the address of an inference service. */
  public record Model(
      String name,
      String source,
      List<Target> targets,
      Optional<URI> inference,
      int contextTokens) {

    ConfiguredModel settings() {
      return new ConfiguredModel(
          name,
          targets.stream().map(t -> new ConfiguredTarget(t.provider(), t.model())).toList(),
          contextTokens);
    }
  }

  /** A target. */
  public record Target(String provider, String model, String source) {}
}
