package llmchat.server.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that a process serves and where they come from.
 *
 * @param providers by name; every target names one of them
 * @param models in the order of the configuration; never empty
 * @param defaultModel the one for callers that name none; one of {@code models}
 */
public record Models(
    Map<String, ProviderSettings> providers, List<ModelSettings> models, String defaultModel) {

  public Models {
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    models = List.copyOf(models);
  }

  /** The model of that name. */
  public Optional<ModelSettings> find(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
