package llmchat.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.gateway.routing.RoutingSettings;
import llmchat.llm.Secret;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Settings;
import llmchat.server.models.ConfiguredModel;
import llmchat.server.models.ConfiguredModels;
import llmchat.server.models.ConfiguredProvider;
import llmchat.server.models.ConfiguredProvider.Kind;
import llmchat.server.models.ConfiguredTarget;
import llmchat.server.models.Routing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
  private static final String GROQ =
      """
      providers:
        groq:
          kind: openai
          base_url: https://api.groq.com/openai/v1/
          api_key: env.GROQ_API_KEY
          usage_in_streams: off
      models:
        fast:
          targets: [ { provider: groq, model: llama-3.3-70b }, { provider: demo, model: demo } ]
          context_tokens: 32000
        small:
          targets:
            - provider: groq
      """;

  @TempDir Path directory;
  private Workplace here;

  @BeforeEach
  void makeWorkplace() {
    here = new Workplace(directory);
  }

  private static ConfiguredModel model(String name, String provider, String there) {
    return new ConfiguredModel(name, List.of(new ConfiguredTarget(provider, there)), 128_000);
  }

  @Test
  void areTheDemoWithoutAnySetting() {
    ConfiguredModels models = ConfiguredModels.of(here.load());

    assertThat(models)
        .isEqualTo(
            new ConfiguredModels(
                Map.of("demo", ConfiguredProvider.DEMO),
                List.of(model("demo", "demo", "demo")),
                "demo"));
  }

  @Test
  void areOneOfOpenAiWithAKey() {
    here.environment("OPENAI_API_KEY", "sk-1");
    ConfiguredModels models = ConfiguredModels.of(here.load());

    assertThat(models.defaultModel()).isEqualTo("gpt-4o-mini");
    assertThat(models.models()).containsExactly(model("gpt-4o-mini", "openai", "gpt-4o-mini"));
    assertThat(models.providers())
        .containsExactly(
            Map.entry(
                "openai",
                new ConfiguredProvider(
                    "openai",
                    Kind.OPENAI,
                    URI.create("https://api.openai.com/v1"),
                    Optional.of(new Secret("sk-1")),
                    true)));
  }

  @Test
  void areThoseOfModelNameWithTheFirstAsDefault() {
    here.environment("OPENAI_API_KEY", "sk-1")
        .environment("MODEL_NAME", "gpt-4o, gpt-4o-mini,demo");
    ConfiguredModels models = ConfiguredModels.of(here.load());

    assertThat(models.defaultModel()).isEqualTo("gpt-4o");
    assertThat(models.models())
        .containsExactly(
            model("gpt-4o", "openai", "gpt-4o"),
            model("gpt-4o-mini", "openai", "gpt-4o-mini"),
            model("demo", "demo", "demo"));
    assertThat(models.providers()).containsOnlyKeys("openai", "demo");
  }

  @Test
  void needNoKeyForALocalServer() {
    here.environment("OPENAI_BASE_URL", "http://localhost:11434/v1")
        .environment("MODEL_NAME", "llama3.2");
    ConfiguredModels models = ConfiguredModels.of(here.load());

    assertThat(models.models()).containsExactly(model("llama3.2", "openai", "llama3.2"));
    assertThat(models.providers().values())
        .allMatch(it -> it.apiKey().isEmpty())
        .allMatch(it -> it.baseUrl().getPort() == 11434);
  }

  @Test
  void mustBeNamedForALocalServer() {
    here.environment("OPENAI_BASE_URL", "http://localhost:11434/v1");

    assertThat(here.errors())
        .containsExactly(
            "MODEL_NAME: is not set, and the server at OPENAI_BASE_URL may have any models; name one"
                + " that it has, such as MODEL_NAME=llama3.2");
  }

  @Test
  void areAnsweredByTheDemoWhereTheKeyIsMissingAndThatIsSaid() {
    here.environment("MODEL_NAME", "gpt-4o-mini");
    Settings settings = here.load();

    assertThat(ConfiguredModels.of(settings).models())
        .containsExactly(model("gpt-4o-mini", "demo", "demo"));
    assertThat(settings.warnings())
        .containsExactly(
            "OPENAI_API_KEY is not set, so the demo model answers for \"gpt-4o-mini\"");
  }

  @Test
  void areReadFromTheFile() {
    here.yaml(GROQ).envFile("GROQ_API_KEY=gsk-1");
    Settings settings = here.load();

    assertThat(ConfiguredModels.of(settings).providers())
        .containsEntry(
            "groq",
            new ConfiguredProvider(
                "groq",
                Kind.OPENAI,
                URI.create("https://api.groq.com/openai/v1"),
                Optional.of(new Secret("gsk-1")),
                false))
        .containsEntry("demo", ConfiguredProvider.DEMO);
    assertThat(ConfiguredModels.of(settings).models())
        .containsExactly(
            new ConfiguredModel(
                "fast",
                List.of(
                    new ConfiguredTarget("groq", "llama-3.3-70b"),
                    new ConfiguredTarget("demo", "demo")),
                32_000),
            model("small", "groq", "small"));
    assertThat(ConfiguredModels.of(settings).defaultModel()).isEqualTo("fast");
    assertThat(settings.table()).contains("fast,small").contains("llm-chat.yaml:9");
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void areThoseOfTheFileThatModelNameNames() {
    here.yaml(GROQ).environment("GROQ_API_KEY", "gsk-1").environment("MODEL_NAME", "small");

    assertThat(ConfiguredModels.of(here.load()).models())
        .containsExactly(model("small", "groq", "small"));
    here.environment("MODEL_NAME", "smal");
    assertThat(here.errors())
        .containsExactly(
            "MODEL_NAME (environment): \"smal\" is not a model of the configuration file;"
                + " did you mean small?");
  }

  @Test
  void wantTheKeyOnlyWhereProvidersAreCalled() {
    here.yaml(GROQ);

    assertThat(here.errors())
        .containsExactly(
            "providers.groq.api_key (llm-chat.yaml:5): \"GROQ_API_KEY\" is set neither in the"
                + " environment nor in .env; set it, or remove api_key if the server needs none");
    here.environment("INFERENCE_ROUTING", "{\"other\": \"host\"}");
    assertThat(ConfiguredModels.of(here.load(ServiceRole.GATEWAY)))
        .isEqualTo(
            new ConfiguredModels(
                Map.of(), List.of(new ConfiguredModel("other", List.of(), 128_000)), "other"));
  }

  @Test
  void takeAKeyFromAFile() {
    here.file("groq", "gsk-1\n")
        .yaml(GROQ.replace("api_key: env.GROQ_API_KEY", "api_key_file: groq"));

    assertThat(ConfiguredModels.of(here.load()).providers().get("groq"))
        .extracting(ConfiguredProvider::apiKey)
        .isEqualTo(Optional.of(new Secret("gsk-1")));
  }

  @Test
  void takeAKeyInClearWithAWarning() {
    here.yaml(
        GROQ.replace("env.GROQ_API_KEY", "gsk-1") + "settings: { ADMIN_KEY: 0123456789abcdef }\n");

    assertThat(here.load().warnings())
        .containsExactly(
            "ADMIN_KEY is in plain text in llm-chat.yaml:14; ADMIN_KEY_FILE or the environment keeps"
                + " it out of the file",
            "providers.groq.api_key (llm-chat.yaml:5) is a key in plain text; env.NAME or api_key_file"
                + " keeps it out of the file");
  }

  @Test
  void reportEverythingThatIsWrongInTheFile() {
    here.yaml(
        """
        providers:
          groq:
            knid: openai
            kind: opneai
            base_url: api.groq.com
            api_key: a b
            api_key_file: key
          local: {}
          demo: { kind: openai, base_url: "http://host" }
          empty:
        models:
          a: { targets: [ { provider: grok } ], context_tokens: many }
          b: {}
          c: { targets: [ { model: x } ], inference: host }
          d: { targets: groq }
          e: [ ]
          f: { targets: [ ] }
          a: { targets: [ { provider: groq } ] }
        """);

    assertThat(here.errors())
        .containsExactlyInAnyOrder(
            "models.a (llm-chat.yaml:18): is given twice; keep one",
            "providers.groq.knid (llm-chat.yaml:3): is unknown; did you mean kind?",
            "providers.groq.kind (llm-chat.yaml:4): \"opneai\" is not one of openai, demo; write openai"
                + " or demo",
            "providers.groq.base_url (llm-chat.yaml:5): \"api.groq.com\" does not begin with http://"
                + " or https://; write a URL such as https://api.example.com/v1",
            "providers.groq.api_key_file (llm-chat.yaml:7): is set along with api_key; keep one of the"
                + " two",
            "providers.local (llm-chat.yaml:8): has no base_url; write where the API is, such as"
                + " https://host/v1",
            "providers.demo (llm-chat.yaml:9): demo is the built-in provider; give this one another"
                + " name",
            "providers.empty (llm-chat.yaml:10): is empty; write its values below it, or remove it",
            "models.a.targets[0].provider (llm-chat.yaml:12): \"grok\" is not a provider of the configuration file;"
                + " did you mean groq?",
            "models.a.context_tokens (llm-chat.yaml:12): \"many\" is not a whole number; write a"
                + " number of tokens such as 128000",
            "models.b (llm-chat.yaml:13): has neither targets nor inference; add one of them",
            "models.c (llm-chat.yaml:14): has both targets and inference; keep targets if this process"
                + " calls the provider, inference if another service does",
            "models.c.targets[0] (llm-chat.yaml:14): has no provider; add provider: with one of"
                + " groq, local, demo, openai",
            "models.d.targets (llm-chat.yaml:15): is not a list; write its items in [ ] or on lines"
                + " that begin with -",
            "models.f.targets (llm-chat.yaml:17): lists no target; add one, such as { provider:"
                + " openai }",
            "models.e (llm-chat.yaml:16): is not a mapping; write names with values below it, as in"
                + " name: value");
  }

  @Test
  void sayWhereTheFileIsNoYaml() {
    here.yaml("models:\n  a: { targets: [\n");
    assertThat(here.errors())
        .hasSize(1)
        .allMatch(it -> it.contains("llm-chat.yaml:3): is not YAML"));
    here.yaml("models: 1\n---\nmodels: 2\n");
    assertThat(here.errors()).hasSize(1).allMatch(it -> it.contains("is not YAML"));
    here.yaml("providers: { a: { base_url: 'https://a', api_key: *sk-secret } }");
    assertThat(here.errors()).hasSize(1).noneMatch(it -> it.contains("secret"));
    here.yaml("models: { \"a\\nb\": {} }\nmodels: \"\\q\"\n");
    assertThat(here.errors()).hasSize(1).allMatch(it -> it.contains("is not YAML"));
    here.yaml("models: { \"a\\nb\": {} }");
    assertThat(here.errors()).hasSize(1).allMatch(it -> it.startsWith("models.a?b ("));
    here.yaml("- a\n- b\n");
    assertThat(here.errors()).hasSize(1).allMatch(it -> it.contains("is not a mapping"));
  }

  @Test
  void survivesAFileThatIsMeantToBlowUp() {
    here.yaml("models: " + "[".repeat(200_000));
    assertThat(here.errors()).hasSize(1).allMatch(it -> it.contains("is nested too deeply"));
    here.yaml(laughs(20));
    assertThat(here.errors()).hasSize(20).allMatch(it -> it.contains("is unknown"));
    here.yaml(laughs(60));
    assertThat(here.errors()).hasSize(1).allMatch(it -> it.contains("is not YAML"));
    here.yaml("settings: &a { RATE_LIMIT: *a }");
    assertThat(here.errors()).hasSize(1);
    here.yaml("#".repeat(1_100_000));
    assertThat(here.errors()).hasSize(1).allMatch(it -> it.contains("is larger than 1024 KB"));
  }

  /** Lists that each hold the one before twice. */
  private static String laughs(int count) {
    StringBuilder text = new StringBuilder("x0: &x0 [a, a]\n");
    for (int i = 1; i < count; i++) {
      text.append("x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
    }
    return text.toString();
  }

  @Test
  void letAnEmptyFileSayNothing() {
    here.yaml("# nothing yet\n");

    assertThat(ConfiguredModels.of(here.load()).defaultModel()).isEqualTo("demo");
  }

  @Test
  void describeOpenAiInOnePlaceOnly() {
    String file =
        """
        providers: { openai: { base_url: "https://eu.api.openai.com/v1", api_key: env.EU_KEY } }
        models: { gpt-4o: { targets: [ { provider: openai } ] } }
        """;
    here.yaml(file).environment("EU_KEY", "sk-eu");
    assertThat(ConfiguredModels.of(here.load()).providers().get("openai"))
        .extracting(ConfiguredProvider::baseUrl)
        .hasToString("https://eu.api.openai.com/v1");

    here.environment("OPENAI_BASE_URL", "https://api.openai.com/v1")
        .environment("OPENAI_API_KEY", "sk-us");
    assertThat(here.errors())
        .containsExactly(
            "providers.openai.base_url (llm-chat.yaml:1): OPENAI_BASE_URL (environment) has a"
                + " different value; keep one of the two",
            "providers.openai.api_key (llm-chat.yaml:1): OPENAI_API_KEY (environment) has a"
                + " different value; keep one of the two");
  }

  @Test
  void useTheOpenAiOfTheSettingsInTheFile() {
    here.yaml("models: { best: { targets: [ { provider: openai, model: gpt-4o } ] } }");
    assertThat(here.errors())
        .containsExactly(
            "OPENAI_API_KEY: is not set, and a target uses the provider openai (llm-chat.yaml:1);"
                + " set it, or describe the provider openai in the file");

    here.environment("OPENAI_API_KEY", "sk-1");
    assertThat(ConfiguredModels.of(here.load()).models())
        .containsExactly(model("best", "openai", "gpt-4o"));
  }

  @Test
  void areElsewhereWhereTheRoutingSaysSo() {
    here.environment("INFERENCE_ROUTING", "{\"gpt-4o-mini\":\"gpt-4-mini\"}")
        .yaml("models: { big: { inference: \"big:9000\", context_tokens: 8000 } }");

    for (ServiceRole role : List.of(ServiceRole.STANDALONE, ServiceRole.GATEWAY)) {
      Settings settings = here.load(role);
      assertThat(Routing.of(settings).inference())
          .containsExactly(
              Map.entry("gpt-4o-mini", URI.create("http://gpt-4-mini:8000")),
              Map.entry("big", URI.create("http://big:9000")));
      assertThat(ConfiguredModels.of(settings).models())
          .containsExactly(
              new ConfiguredModel("gpt-4o-mini", List.of(), 128_000),
              new ConfiguredModel("big", List.of(), 8_000));
      assertThat(ConfiguredModels.of(settings).defaultModel()).isEqualTo("gpt-4o-mini");
    }
  }

  @Test
  void areNotRoutedInAnInferenceService() {
    here.environment("INFERENCE_ROUTING", "{\"gpt-4o-mini\":\"gpt-4-mini\"}")
        .environment("INFERENCE_TOKEN", "token")
        .environment("OPENAI_API_KEY", "sk-1");
    Settings settings = here.load(ServiceRole.INFERENCE);

    assertThat(Routing.of(settings).isEmpty()).isTrue();
    assertThat(ConfiguredModels.of(settings).models())
        .containsExactly(model("gpt-4o-mini", "openai", "gpt-4o-mini"));
  }

  @Test
  void areRoutedInOnePlaceOnly() {
    here.environment("INFERENCE_ROUTING", "{\"big\":\"a\"}")
        .yaml("models: { big: { inference: b } }");

    assertThat(here.errors())
        .containsExactly(
            "models.big (llm-chat.yaml:1): INFERENCE_ROUTING (environment) routes this model too;"
                + " keep one of the two");
  }

  @Test
  void mayHaveTargetsInAFileThatAGatewayShares() {
    here.environment("INFERENCE_ROUTING", "{\"fast\":\"a\"}").yaml(GROQ);

    assertThat(ConfiguredModels.of(here.load(ServiceRole.GATEWAY)).models())
        .containsExactly(new ConfiguredModel("fast", List.of(), 32_000));
    here.environment("GROQ_API_KEY", "gsk-1");
    assertThat(here.errors(ServiceRole.STANDALONE))
        .containsExactly(
            "models.fast (llm-chat.yaml:9): INFERENCE_ROUTING (environment) routes this model too;"
                + " keep one of the two");
  }

  @Test
  void areHereAndElsewhereInOneProcess() {
    here.environment("INFERENCE_ROUTING", "{\"big\":\"a\"}")
        .environment("OPENAI_API_KEY", "sk-1")
        .environment("MODEL_NAME", "gpt-4o,big");
    ConfiguredModels models = ConfiguredModels.of(here.load());

    assertThat(models.models())
        .containsExactly(
            model("gpt-4o", "openai", "gpt-4o"), new ConfiguredModel("big", List.of(), 128_000));
    assertThat(models.defaultModel()).isEqualTo("gpt-4o");
    assertThat(models.find("big")).isPresent();
    assertThat(models.find("small")).isEmpty();
  }

  @Test
  void areRoutedToTheOneHostOfKubernetes() {
    here.environment("INFERENCE_SERVICE_HOST", "gpt-4-mini").environment("MODEL_NAME", "a,b");
    Settings settings = here.load(ServiceRole.GATEWAY);

    assertThat(Routing.of(settings).inference())
        .containsExactly(
            Map.entry("a", URI.create("http://gpt-4-mini:8000")),
            Map.entry("b", URI.create("http://gpt-4-mini:8000")));
    assertThat(settings.sourceOf(RoutingSettings.INFERENCE_ROUTING))
        .isEqualTo("environment, INFERENCE_SERVICE_HOST");
  }
}
