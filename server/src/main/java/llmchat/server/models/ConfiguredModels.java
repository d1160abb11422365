package llmchat.server.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.server.config.Derived;
import llmchat.server.config.Settings;

/**
 * The models that a process serves, and their providers. Immutable.
 *
 * @param providers the providers by name; every target refers to one of them
 * @param models the models in the order of the configuration; never empty
 * @param defaultModel the model for callers that name none; one of {@code models}
 */
public record ConfiguredModels(
    Map<String, ConfiguredProvider> providers, List<ConfiguredModel> models, String defaultModel) {

  static final Derived<ConfiguredModels> CONFIGURED =
      new Derived<>("models", new ConfiguredModels(Map.of(), List.of(), ""));

  public ConfiguredModels {
    providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
    models = List.copyOf(models);
  }

  /** The models of a process with these settings. */
  public static ConfiguredModels of(Settings settings) {
    return settings.get(CONFIGURED);
  }

  /** The model of that name. */
  public Optional<ConfiguredModel> find(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
