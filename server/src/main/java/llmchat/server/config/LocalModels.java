package llmchat.server.config;

import static llmchat.server.config.KnownSettings.MODEL_NAME;
import static llmchat.server.config.KnownSettings.OPENAI_API_KEY;
import static llmchat.server.config.KnownSettings.OPENAI_BASE_URL;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Secret;
import llmchat.server.config.ProviderSettings.Kind;

/** The models that this process gets from providers itself. */
final class LocalModels {
  private final Values values;
  private final FileModels file;
  private final Routing routing;
  private final Problems problems;
  private final Map<String, ProviderSettings> providers = new LinkedHashMap<>();
  private final List<ModelSettings> models = new ArrayList<>();

  private LocalModels(Values values, FileModels file, Routing routing, Problems problems) {
    this.values = values;
    this.file = file;
    this.routing = routing;
    this.problems = problems;
  }

  /** Finds them; errors are added to the problems. */
  static LocalModels of(Values values, FileModels file, Routing routing, Problems problems) {
    LocalModels local = new LocalModels(values, file, routing, problems);
    file.providers().values().forEach(local::add);
    if (file.models().stream().anyMatch(model -> model.inference().isEmpty())) {
      local.takeFromFile();
    } else {
      local.takeFromSettings();
    }
    return local;
  }

  Map<String, ProviderSettings> providers() {
    return providers;
  }

  List<ModelSettings> models() {
    return models;
  }

  private void add(FileModels.Provider provider) {
    provider.keyProblem().ifPresent(problems::error);
    if (provider.kind() == Kind.DEMO) {
      providers.put(
          provider.name(),
          new ProviderSettings(
              provider.name(),
              Kind.DEMO,
              ProviderSettings.DEMO.baseUrl(),
              Optional.empty(),
              provider.usageInStreams()));
      return;
    }
    boolean openai = provider.name().equals(ModelPlan.OPENAI);
    Optional<URI> url =
        openai
            ? agreed(provider, "base_url", provider.baseUrl(), OPENAI_BASE_URL)
            : provider.baseUrl();
    Optional<Secret> key =
        openai ? agreed(provider, "api_key", provider.key(), OPENAI_API_KEY) : provider.key();
    providers.put(
        provider.name(),
        new ProviderSettings(
            provider.name(),
            Kind.OPENAI,
            url.orElseGet(this::openAiUrl),
            key,
            provider.usageInStreams()));
  }

  /** The value of the file or of the setting; an error if they differ. */
  private <T> Optional<T> agreed(
      FileModels.Provider provider, String name, Optional<T> inFile, Setting<T> setting) {
    Optional<T> set = values.find(setting);
    if (inFile.isPresent() && set.isPresent() && !inFile.equals(set)) {
      problems.error(
          "providers." + provider.name() + "." + name,
          provider.source(),
          setting.name() + " (" + values.sourceOf(setting).orElse("") + ") says something else",
          "keep one of the two");
    }
    return inFile.or(() -> set);
  }

  private URI openAiUrl() {
    return values
        .find(OPENAI_BASE_URL)
        .or(() -> OPENAI_BASE_URL.defaultFor(Role.INFERENCE))
        .orElseThrow();
  }

  /** All models of the file that have targets, or those of them that MODEL_NAME names. */
  private void takeFromFile() {
    Map<String, FileModels.Model> inFile = new LinkedHashMap<>();
    file.models().stream()
        .filter(model -> model.inference().isEmpty())
        .forEach(model -> inFile.put(model.name(), model));
    List<String> names = values.find(MODEL_NAME).orElse(List.copyOf(inFile.keySet()));
    for (String name : names) {
      FileModels.Model model = inFile.get(name);
      if (model != null) {
        model.targets().forEach(this::needProviderOf);
        models.add(model.settings());
      } else if (name.equals(ModelPlan.DEMO)) {
        addDemo(name);
      } else if (!routing.inference().containsKey(name)) {
        problems.error(
            MODEL_NAME.name(),
            values.sourceOf(MODEL_NAME).orElse(""),
            Quoted.text(name) + " is not among the models of the configuration file",
            Spelling.advice(name, inFile.keySet(), "add it there or remove it here"));
      }
    }
  }

  private void needProviderOf(FileModels.Target target) {
    if (target.provider().equals(ModelPlan.DEMO)) {
      providers.putIfAbsent(ModelPlan.DEMO, ProviderSettings.DEMO);
    }
    if (target.provider().equals(ModelPlan.OPENAI) && !providers.containsKey(ModelPlan.OPENAI)) {
      if (!hasOpenAi()) {
        problems.error(
            OPENAI_API_KEY.name(),
            "",
            "is not set, and a target wants the provider openai (" + target.source() + ")",
            "set it, or describe the provider openai in the file");
      }
      addOpenAi();
    }
  }

  /** The models of MODEL_NAME: at OpenAI with a key or an address for it, else the demo. */
  private void takeFromSettings() {
    for (String name : namesInSettings()) {
      if (routing.inference().containsKey(name)) {
        continue;
      }
      if (name.equals(ModelPlan.DEMO)) {
        addDemo(name);
      } else if (hasOpenAi()) {
        addOpenAi();
        addModel(name, new TargetSettings(ModelPlan.OPENAI, name));
      } else {
        problems.warn(
            "there is no OPENAI_API_KEY, so the demo model answers for " + Quoted.text(name));
        addDemo(name);
      }
    }
  }

  private List<String> namesInSettings() {
    Optional<List<String>> names = values.find(MODEL_NAME);
    if (names.isPresent()) {
      return names.get();
    }
    if (values.isSet(OPENAI_API_KEY)) {
      return List.of(ModelPlan.OPENAI_DEFAULT_MODEL);
    }
    if (values.isSet(OPENAI_BASE_URL)) {
      problems.error(
          MODEL_NAME.name(),
          "",
          "is not set, and the server of OPENAI_BASE_URL may have any models",
          "name one that it has, such as MODEL_NAME=llama3.2");
      return List.of();
    }
    return routing.isEmpty() ? List.of(ModelPlan.DEMO) : List.of();
  }

  private boolean hasOpenAi() {
    return values.isSet(OPENAI_API_KEY) || values.isSet(OPENAI_BASE_URL);
  }

  private void addOpenAi() {
    providers.putIfAbsent(
        ModelPlan.OPENAI,
        new ProviderSettings(
            ModelPlan.OPENAI, Kind.OPENAI, openAiUrl(), values.find(OPENAI_API_KEY), true));
  }

  private void addDemo(String name) {
    providers.putIfAbsent(ModelPlan.DEMO, ProviderSettings.DEMO);
    addModel(name, new TargetSettings(ModelPlan.DEMO, ModelPlan.DEMO));
  }

  private void addModel(String name, TargetSettings target) {
    models.add(new ModelSettings(name, List.of(target), ModelSettings.DEFAULT_CONTEXT_TOKENS));
  }
}
