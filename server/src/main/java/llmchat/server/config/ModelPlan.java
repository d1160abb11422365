package llmchat.server.config;

import static llmchat.server.config.KnownSettings.INFERENCE_ROUTING;
import static llmchat.server.config.KnownSettings.MODEL_NAME;
import static llmchat.server.config.KnownSettings.OPENAI_API_KEY;
import static llmchat.server.config.KnownSettings.OPENAI_BASE_URL;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts together what the settings and the file say: which models there are, and where. */
record ModelPlan(Routing routing, Models models) {
  static final String OPENAI = "openai";
  static final String DEMO = "demo";
  static final String OPENAI_DEFAULT_MODEL = "gpt-4o-mini";

  private static final Set<String> READ_HERE =
      Set.of(
          INFERENCE_ROUTING.name(),
          MODEL_NAME.name(),
          OPENAI_API_KEY.name(),
          OPENAI_BASE_URL.name());

  /** The plan for a process of that role; errors are added to the problems. */
  static ModelPlan of(Values values, FileModels file, Role role, Problems problems) {
    if (problems.concern(READ_HERE)) {
      return new ModelPlan(Routing.NONE, new Models(Map.of(), List.of(), ""));
    }
    Routing routing = role.servesGateway() ? routing(values, file, role, problems) : Routing.NONE;
    List<ModelSettings> models = new ArrayList<>();
    Map<String, ProviderSettings> providers = Map.of();
    if (role.servesInference()) {
      LocalModels local = LocalModels.of(values, file, routing, problems);
      models.addAll(local.models());
      providers = local.providers();
    }
    routing.inference().keySet().forEach(name -> models.add(elsewhere(name, file)));
    return new ModelPlan(routing, new Models(providers, models, defaultModel(values, models)));
  }

  private static Routing routing(Values values, FileModels file, Role role, Problems problems) {
    Map<String, URI> services =
        new LinkedHashMap<>(values.find(INFERENCE_ROUTING).orElse(Routing.NONE).inference());
    for (FileModels.Model model : file.models()) {
      // A gateway alone does not look at targets, which the file may hold for the services.
      boolean speaksHere = model.inference().isPresent() || role.servesInference();
      if (speaksHere && services.containsKey(model.name())) {
        problems.error(
            "models." + model.name(),
            model.source(),
            INFERENCE_ROUTING.name()
                + " ("
                + values.sourceOf(INFERENCE_ROUTING).orElse("")
                + ") names this model too",
            "keep one of the two");
      }
      model.inference().ifPresent(uri -> services.put(model.name(), uri));
    }
    return services.isEmpty() ? Routing.NONE : new Routing(services);
  }

  private static ModelSettings elsewhere(String name, FileModels file) {
    int contextTokens =
        file.models().stream()
            .filter(model -> model.name().equals(name))
            .findFirst()
            .map(FileModels.Model::contextTokens)
            .orElse(ModelSettings.DEFAULT_CONTEXT_TOKENS);
    return new ModelSettings(name, List.of(), contextTokens);
  }

  /** The first of MODEL_NAME, if it is there; else the first model. */
  private static String defaultModel(Values values, List<ModelSettings> models) {
    List<String> names = models.stream().map(ModelSettings::name).toList();
    return values
        .find(MODEL_NAME)
        .map(List::getFirst)
        .filter(names::contains)
        .orElseGet(() -> names.isEmpty() ? "" : names.getFirst());
  }
}
