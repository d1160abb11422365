package llmchat.server.models;

import static llmchat.server.models.ConfiguredProvider.DEMO_NAME;
import static llmchat.server.models.ConfiguredProvider.OPENAI_NAME;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import llmchat.server.config.FileReferences;
import llmchat.server.config.HttpUrls;
import llmchat.server.config.Quoted;
import llmchat.server.config.Section;
import llmchat.server.config.Spelling;
import llmchat.server.config.ValueType;
import llmchat.server.config.ValueTypes;
import llmchat.server.models.ConfiguredProvider.Kind;

/** Reads the sections {@code providers} and {@code models} of the configuration file. */
public final class ModelsFileReader {
  /** The names allowed in a provider. */
  public static final List<String> PROVIDER_NAMES =
      List.of("kind", "base_url", "api_key", "api_key_file", "usage_in_streams");

  /** The names allowed in a model. */
  public static final List<String> MODEL_NAMES = List.of("targets", "inference", "context_tokens");

  /** The names allowed in a target. */
  public static final List<String> TARGET_NAMES = List.of("provider", "model");

  private static final ValueType<Kind> KIND = ValueTypes.choice(Kind.class);
  private static final ValueType<Integer> TOKENS =
      new ValueType<>(
          "a number of tokens such as 128000", text -> ValueTypes.number(text, 256, 100_000_000));

  private final Section root;
  private final ProviderKeys keys;

  private ModelsFileReader(Section root, ProviderKeys keys) {
    this.root = root;
    this.keys = keys;
  }

  /** Reads both sections of the file. */
  static ModelsFile read(Section root, FileReferences references) {
    return new ModelsFileReader(root, new ProviderKeys(references)).read();
  }

  private ModelsFile read() {
    Map<String, ModelsFile.Provider> providers = new LinkedHashMap<>();
    for (Section section : below("providers")) {
      ModelsFile.Provider provider = provider(section);
      providers.put(provider.name(), provider);
    }
    Set<String> known = new LinkedHashSet<>(providers.keySet());
    known.add(OPENAI_NAME);
    known.add(DEMO_NAME);
    List<ModelsFile.Model> models = new ArrayList<>();
    for (Section section : below("models")) {
      models.add(model(section, known));
    }
    return new ModelsFile(providers, models);
  }

  /** The sections in the section of that name. */
  private List<Section> below(String name) {
    return root.section(name).stream()
        .flatMap(
            section -> section.names().stream().flatMap(child -> section.child(child).stream()))
        .toList();
  }

  private ModelsFile.Provider provider(Section section) {
    section.allow(PROVIDER_NAMES);
    Kind kind = section.value("kind", KIND).orElse(kindByName(section.name()));
    Optional<URI> baseUrl = section.value("base_url", HttpUrls.TYPE);
    if (section.name().equals(DEMO_NAME) && kind != Kind.DEMO) {
      section.error("demo is the built-in provider", "give this one another name");
    }
    if (kind == Kind.DEMO && baseUrl.isPresent()) {
      section.error("base_url", "does not apply to the demo", "remove it");
    }
    if (kind == Kind.OPENAI && !section.has("base_url") && !section.name().equals(OPENAI_NAME)) {
      section.error("has no base_url", "write where the API is, such as https://host/v1");
    }
    ProviderKeys.Key key = keys.of(section);
    return new ModelsFile.Provider(
        section.name(),
        section.source(),
        kind,
        baseUrl,
        key.secret(),
        key.problem(),
        section.value("usage_in_streams", ValueTypes.FLAG).orElse(true));
  }

  private static Kind kindByName(String provider) {
    return provider.equals(DEMO_NAME) ? Kind.DEMO : Kind.OPENAI;
  }

  private ModelsFile.Model model(Section section, Set<String> providers) {
    section.allow(MODEL_NAMES);
    if (section.has("targets") && section.has("inference")) {
      section.error(
          "has both targets and inference",
          "keep targets if this process calls the provider, inference if another service does");
    }
    if (!section.has("targets") && !section.has("inference")) {
      section.error("has neither targets nor inference", "add one of them");
    }
    List<ModelsFile.Target> targets = new ArrayList<>();
    for (Section target : section.sections("targets")) {
      target(target, section.name(), providers).ifPresent(targets::add);
    }
    if (section.isEmptyList("targets")) {
      section.error("targets", "lists no target", "add one, such as { provider: openai }");
    }
    return new ModelsFile.Model(
        section.name(),
        section.source(),
        targets,
        section.value("inference", InferenceAddress.TYPE),
        section.value("context_tokens", TOKENS).orElse(ConfiguredModel.DEFAULT_CONTEXT_TOKENS));
  }

  private static Optional<ModelsFile.Target> target(
      Section section, String ownModel, Set<String> providers) {
    section.allow(TARGET_NAMES);
    if (!section.has("provider")) {
      section.error("has no provider", "add provider: with one of " + String.join(", ", providers));
    }
    Optional<String> provider = section.value("provider", ValueTypes.TEXT);
    if (provider.isPresent() && !providers.contains(provider.get())) {
      section.error(
          "provider",
          Quoted.text(provider.get()) + " is not a provider of the configuration file",
          Spelling.advice(provider.get(), providers, "add it to providers"));
    }
    String model = section.value("model", ValueTypes.TEXT).orElse(ownModel);
    return provider.map(name -> new ModelsFile.Target(name, model, section.source()));
  }
}
