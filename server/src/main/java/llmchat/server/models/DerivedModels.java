package llmchat.server.models;

import static llmchat.server.models.ModelSettings.MODEL_NAME;
import static llmchat.server.models.OpenAiSettings.OPENAI_API_KEY;
import static llmchat.server.models.OpenAiSettings.OPENAI_BASE_URL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import llmchat.server.config.Problems;
import llmchat.server.config.Settings;

/** Computes from the settings and the file which models a process serves. */
final class DerivedModels {
  private static final Set<String> READ_HERE =
      Set.of(MODEL_NAME.name(), OPENAI_API_KEY.name(), OPENAI_BASE_URL.name());

  private DerivedModels() {}

  /**
   * The models: those of providers first, then those of other inference services. None if the
   * settings that they depend on are invalid.
   */
  static ConfiguredModels of(Settings settings, Problems problems) {
    Optional<Routing> routing = settings.get(Routing.CONFIGURED);
    if (routing.isEmpty() || problems.hasErrorFor(READ_HERE)) {
      return ConfiguredModels.CONFIGURED.otherwise();
    }
    ModelsFile file = settings.get(ModelsFile.PART);
    List<ConfiguredModel> models = new ArrayList<>();
    Map<String, ConfiguredProvider> providers = Map.of();
    if (settings.role().servesInference()) {
      LocalModels local = LocalModels.of(settings, file, routing.get(), problems);
      models.addAll(local.models());
      providers = local.providers();
    }
    routing.get().inference().keySet().forEach(name -> models.add(elsewhere(name, file)));
    return new ConfiguredModels(providers, models, defaultModel(settings, models));
  }

  private static ConfiguredModel elsewhere(String name, ModelsFile file) {
    int contextTokens =
        file.models().stream()
            .filter(model -> model.name().equals(name))
            .findFirst()
            .map(ModelsFile.Model::contextTokens)
            .orElse(ConfiguredModel.DEFAULT_CONTEXT_TOKENS);
    return new ConfiguredModel(name, List.of(), contextTokens);
  }

  /** The first model of MODEL_NAME if it is served, otherwise the first model of all. */
  private static String defaultModel(Settings settings, List<ConfiguredModel> models) {
    List<String> names = models.stream().map(ConfiguredModel::name).toList();
    return settings
        .find(MODEL_NAME)
        .map(List::getFirst)
        .filter(names::contains)
        .orElseGet(() -> names.isEmpty() ? "" : names.getFirst());
  }
}
