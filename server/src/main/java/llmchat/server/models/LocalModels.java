package llmchat.server.models;

import static llmchat.server.models.ConfiguredProvider.DEMO_NAME;
import static llmchat.server.models.ConfiguredProvider.OPENAI_NAME;
import static llmchat.server.models.ModelSettings.MODEL_NAME;
import static llmchat.server.models.OpenAiSettings.OPENAI_API_KEY;
import static llmchat.server.models.OpenAiSettings.OPENAI_BASE_URL;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Secret;
import llmchat.server.config.Problems;
import llmchat.server.config.Quoted;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.config.Spelling;
import llmchat.server.models.ConfiguredProvider.Kind;

/** Collects the models for which this process calls providers itself. */
final class LocalModels {
  private final Settings settings;
  private final ModelsFile file;
  private final Routing routing;
  private final Problems problems;
  private final Map<String, ConfiguredProvider> providers = new LinkedHashMap<>();
  private final List<ConfiguredModel> models = new ArrayList<>();

  private LocalModels(Settings settings, ModelsFile file, Routing routing, Problems problems) {
    this.settings = settings;
    this.file = file;
    this.routing = routing;
    this.problems = problems;
  }

  /** Collects the models; adds errors to the problems. */
  static LocalModels of(Settings settings, ModelsFile file, Routing routing, Problems problems) {
    LocalModels local = new LocalModels(settings, file, routing, problems);
    file.providers().values().forEach(local::add);
    if (file.models().stream().anyMatch(model -> model.inference().isEmpty())) {
      local.takeFromFile();
    } else {
      local.takeFromSettings();
    }
    return local;
  }

  Map<String, ConfiguredProvider> providers() {
    return providers;
  }

  List<ConfiguredModel> models() {
    return models;
  }

  private void add(ModelsFile.Provider provider) {
    provider.keyProblem().ifPresent(problems::error);
    if (provider.kind() == Kind.DEMO) {
      providers.put(
          provider.name(),
          new ConfiguredProvider(
              provider.name(),
              Kind.DEMO,
              ConfiguredProvider.DEMO.baseUrl(),
              Optional.empty(),
              provider.usageInStreams()));
      return;
    }
    boolean openai = provider.name().equals(OPENAI_NAME);
    Optional<URI> url =
        openai
            ? agreed(provider, "base_url", provider.baseUrl(), OPENAI_BASE_URL)
            : provider.baseUrl();
    Optional<Secret> key =
        openai ? agreed(provider, "api_key", provider.key(), OPENAI_API_KEY) : provider.key();
    providers.put(
        provider.name(),
        new ConfiguredProvider(
            provider.name(),
            Kind.OPENAI,
            url.orElseGet(this::openAiUrl),
            key,
            provider.usageInStreams()));
  }

  /** The value in the file or of the setting; an error if they differ. */
  private <T> Optional<T> agreed(
      ModelsFile.Provider provider, String name, Optional<T> inFile, Setting<T> setting) {
    Optional<T> set = settings.findSet(setting);
    if (inFile.isPresent() && set.isPresent() && !inFile.equals(set)) {
      problems.error(
          "providers." + provider.name() + "." + name,
          provider.source(),
          setting.name() + " (" + settings.sourceOf(setting) + ") has a different value",
          "keep one of the two");
    }
    return inFile.or(() -> set);
  }

  private URI openAiUrl() {
    return settings.get(OPENAI_BASE_URL);
  }

  /** Adds all models of the file that have targets, or only those in MODEL_NAME. */
  private void takeFromFile() {
    Map<String, ModelsFile.Model> inFile = new LinkedHashMap<>();
    file.models().stream()
        .filter(model -> model.inference().isEmpty())
        .forEach(model -> inFile.put(model.name(), model));
    List<String> names = settings.find(MODEL_NAME).orElse(List.copyOf(inFile.keySet()));
    for (String name : names) {
      ModelsFile.Model model = inFile.get(name);
      if (model != null) {
        model.targets().forEach(this::needProviderOf);
        models.add(model.settings());
      } else if (name.equals(DEMO_NAME)) {
        addDemo(name);
      } else if (!routing.inference().containsKey(name)) {
        problems.error(
            MODEL_NAME.name(),
            settings.sourceOf(MODEL_NAME),
            Quoted.text(name) + " is not a model of the configuration file",
            Spelling.advice(name, inFile.keySet(), "add it there or remove it here"));
      }
    }
  }

  private void needProviderOf(ModelsFile.Target target) {
    if (target.provider().equals(DEMO_NAME)) {
      providers.putIfAbsent(DEMO_NAME, ConfiguredProvider.DEMO);
    }
    if (target.provider().equals(OPENAI_NAME) && !providers.containsKey(OPENAI_NAME)) {
      if (!hasOpenAi()) {
        problems.error(
            OPENAI_API_KEY.name(),
            "",
            "is not set, and a target uses the provider openai (" + target.source() + ")",
            "set it, or describe the provider openai in the file");
      }
      addOpenAi();
    }
  }

  /**
   * Adds the models of MODEL_NAME: from OpenAI if it has a key or a base URL, otherwise from the
   * demo.
   */
  private void takeFromSettings() {
    for (String name : namesInSettings()) {
      if (routing.inference().containsKey(name)) {
        continue;
      }
      if (name.equals(DEMO_NAME)) {
        addDemo(name);
      } else if (hasOpenAi()) {
        addOpenAi();
        addModel(name, new ConfiguredTarget(OPENAI_NAME, name));
      } else {
        problems.warn(
            "OPENAI_API_KEY is not set, so the demo model answers for " + Quoted.text(name));
        addDemo(name);
      }
    }
  }

  private List<String> namesInSettings() {
    Optional<List<String>> names = settings.find(MODEL_NAME);
    if (names.isPresent()) {
      return names.get();
    }
    if (settings.isSet(OPENAI_API_KEY)) {
      return List.of(OpenAiSettings.DEFAULT_MODEL);
    }
    if (settings.isSet(OPENAI_BASE_URL)) {
      problems.error(
          MODEL_NAME.name(),
          "",
          "is not set, and the server at OPENAI_BASE_URL may have any models",
          "name one that it has, such as MODEL_NAME=llama3.2");
      return List.of();
    }
    return routing.isEmpty() ? List.of(DEMO_NAME) : List.of();
  }

  private boolean hasOpenAi() {
    return settings.isSet(OPENAI_API_KEY) || settings.isSet(OPENAI_BASE_URL);
  }

  private void addOpenAi() {
    providers.putIfAbsent(
        OPENAI_NAME,
        new ConfiguredProvider(
            OPENAI_NAME, Kind.OPENAI, openAiUrl(), settings.find(OPENAI_API_KEY), true));
  }

  private void addDemo(String name) {
    providers.putIfAbsent(DEMO_NAME, ConfiguredProvider.DEMO);
    addModel(name, new ConfiguredTarget(DEMO_NAME, DEMO_NAME));
  }

  private void addModel(String name, ConfiguredTarget target) {
    models.add(new ConfiguredModel(name, List.of(target), ConfiguredModel.DEFAULT_CONTEXT_TOKENS));
  }
}
