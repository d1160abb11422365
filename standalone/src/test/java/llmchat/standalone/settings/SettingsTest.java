package llmchat.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import llmchat.gateway.GatewayListenerSettings;
import llmchat.gateway.admin.AdminKeySettings;
import llmchat.gateway.limits.LimitSettings;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.llm.Secret;
import llmchat.server.config.ConfigException;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.http.ServerSettings;
import llmchat.server.models.ConfiguredModels;
import llmchat.server.models.ModelSettings;
import llmchat.server.models.OpenAiSettings;
import llmchat.server.observe.LogFormat;
import llmchat.server.observe.LogLevel;
import llmchat.server.observe.LogSettings;
import llmchat.server.outbound.OutboundSettings;
import llmchat.standalone.ProgramSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path directory;
  private Workplace here;

  @BeforeEach
  void makeWorkplace() {
    here = new Workplace(directory);
  }

  @Test
  void hasADefaultForWhatNobodySet() {
    Settings settings = here.load();

    assertThat(settings.get(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo(8001);
    assertThat(settings.get(OutboundSettings.TOTAL_TIMEOUT)).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings.get(ServerSettings.MAX_BODY_SIZE)).isEqualTo(32L << 20);
    assertThat(settings.sourceOf(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo("default");
    assertThat(settings.isSet(GatewayListenerSettings.GATEWAY_PORT)).isFalse();
    assertThat(settings.find(AdminKeySettings.ADMIN_KEY)).isEmpty();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void saysWhichSettingHasNoValue() {
    Settings settings = here.load();

    assertThatThrownBy(() -> settings.get(AdminKeySettings.ADMIN_KEY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ADMIN_KEY is not set and has no default");
  }

  @Test
  void prefersTheSourceThatIsNearerToTheUser() {
    here.yaml(
            "settings:\n  GATEWAY_PORT: 1\n  SYSTEM_PROMPT: file\n  DATA_DIR: file\n  LOG_LEVEL: debug\n")
        .envFile("GATEWAY_PORT=2", "SYSTEM_PROMPT=env file", "DATA_DIR=env-file")
        .environment("GATEWAY_PORT", "3")
        .environment("SYSTEM_PROMPT", "environment")
        .commandLine("gateway-port", "4");
    Settings settings = here.load();

    assertThat(settings.get(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo(4);
    assertThat(settings.sourceOf(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo("command line");
    assertThat(settings.get(ModelSettings.SYSTEM_PROMPT)).isEqualTo("environment");
    assertThat(settings.sourceOf(ModelSettings.SYSTEM_PROMPT)).isEqualTo("environment");
    assertThat(settings.get(DatabaseSettings.DATA_DIR)).isEqualTo(Path.of("env-file"));
    assertThat(settings.sourceOf(DatabaseSettings.DATA_DIR)).isEqualTo(".env:3");
    assertThat(settings.get(LogSettings.LOG_LEVEL)).isEqualTo(LogLevel.DEBUG);
    assertThat(settings.sourceOf(LogSettings.LOG_LEVEL)).isEqualTo("llm-chat.yaml:5");
  }

  @Test
  void takesAnEmptyValueForNoValue() {
    here.yaml("settings:\n  GATEWAY_PORT: 9\n  LOG_LEVEL:\n  LOG_FORMAT: ''\n")
        .envFile("GATEWAY_PORT=", "LOG_LEVEL=\"\"")
        .environment("GATEWAY_PORT", "  ");
    Settings settings = here.load();

    assertThat(settings.get(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo(9);
    assertThat(settings.get(LogSettings.LOG_LEVEL)).isEqualTo(LogLevel.INFO);
    assertThat(settings.get(LogSettings.LOG_FORMAT)).isEqualTo(LogFormat.TEXT);
  }

  @Test
  void reportsEverythingThatIsWrongAtOnce() {
    here.yaml("settings:\n  LOG_LEVEL: loud\nextra: 1\n")
        .envFile("RATE_LIMIT=abc", "no sense")
        .environment("GATEWAY_PORT", "80x1")
        .environment("INFERENCE_ROUTING", "gpt-4-mini")
        .commandLine("log-bodies", "perhaps");

    assertThat(here.errors())
        .containsExactlyInAnyOrder(
            "LOG_LEVEL (llm-chat.yaml:2): \"loud\" is not one of error, warn, info, debug; write error,"
                + " warn, info or debug",
            "extra (llm-chat.yaml:3): is unknown; only settings, providers, models can stand here",
            "RATE_LIMIT (.env:1): \"abc\" is not a rate limit; write a rate such as 60/minute,"
                + " several as in 100/hour;1000/day, or off",
            ".env (.env:2): this line is not NAME=value; correct it or put # before it",
            "GATEWAY_PORT (environment): \"80x1\" is not a whole number; write a port from 0 to"
                + " 65535",
            "INFERENCE_ROUTING (environment): \"gpt-4-mini\" is not JSON (column 1); write JSON"
                + " such as {\"gpt-4o-mini\": \"http://inference:8000\"}",
            "LOG_BODIES (command line): \"perhaps\" is neither on nor off; write on or off");
  }

  @Test
  void neverRepeatsASecret() {
    here.file("key.txt", "top secret\nline two")
        .environment("OPENAI_API_KEY", "sk top-secret")
        .environment("ADMIN_KEY_FILE", "key.txt")
        .environment("DATABASE_URL", "mysql://me:top-secret@host/db")
        .environment("OPENAI_BASE_URL", "https://me:top-secret@host/v1")
        .environment("GATEWAY_HOST", "https://me:top-secret@host/v1");

    assertThat(here.errors()).hasSize(5).noneMatch(error -> error.contains("secret@"));
    assertThat(String.join("\n", here.errors())).doesNotContain("top").contains("//***@host/v1");
  }

  @Test
  void readsSecretsFromFiles() {
    here.file("openai", "sk-1\n")
        .file("admin", "0123456789abcdef\r\n")
        .file("database", "postgresql://me:pass@host/db")
        .environment("OPENAI_API_KEY_FILE", "openai")
        .environment("DATABASE_URL_FILE", directory.resolve("database").toString())
        .envFile("ADMIN_KEY_FILE=admin");
    Settings settings = here.load();

    assertThat(settings.get(OpenAiSettings.OPENAI_API_KEY)).isEqualTo(new Secret("sk-1"));
    assertThat(settings.sourceOf(OpenAiSettings.OPENAI_API_KEY))
        .isEqualTo("environment, OPENAI_API_KEY_FILE");
    assertThat(settings.get(AdminKeySettings.ADMIN_KEY)).isEqualTo(new Secret("0123456789abcdef"));
    assertThat(settings.get(DatabaseSettings.DATABASE_URL).reveal())
        .isEqualTo("postgresql://me:pass@host/db");
  }

  @Test
  void refusesASecretThatStandsInTwoPlacesOfOneSource() {
    here.file("key", "sk-1")
        .environment("OPENAI_API_KEY", "sk-2")
        .environment("OPENAI_API_KEY_FILE", "key");

    assertThat(here.errors())
        .containsExactly(
            "OPENAI_API_KEY (environment): OPENAI_API_KEY_FILE (environment) is set as well; keep"
                + " one of the two");
  }

  @Test
  void letsASecretFileOverrideASecretOfALesserSource() {
    here.file("key", "sk-file")
        .envFile("OPENAI_API_KEY=sk-env")
        .environment("OPENAI_API_KEY_FILE", "key");

    assertThat(here.load().get(OpenAiSettings.OPENAI_API_KEY)).isEqualTo(new Secret("sk-file"));
  }

  @Test
  void takesAnEmptySecretFileForNoValue() {
    here.file("empty", "")
        .file("blank", "\n")
        .environment("OPENAI_API_KEY_FILE", "empty")
        .environment("ADMIN_KEY_FILE", "blank")
        .envFile("ADMIN_KEY=0123456789abcdef");
    Settings settings = here.load();

    assertThat(settings.find(OpenAiSettings.OPENAI_API_KEY)).isEmpty();
    assertThat(ConfiguredModels.of(settings).defaultModel()).isEqualTo("demo");
    assertThat(settings.sourceOf(AdminKeySettings.ADMIN_KEY)).isEqualTo(".env:1");
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithASecretFile() {
    here.file("huge", "x".repeat(70_000))
        .environment("OPENAI_API_KEY_FILE", "missing")
        .environment("REDIS_URL_FILE", "huge")
        .environment("INFERENCE_TOKEN_FILE", ".");

    assertThat(here.errors())
        .containsExactlyInAnyOrder(
            "OPENAI_API_KEY_FILE (environment): the file \"missing\" does not exist; name a file"
                + " that holds the value",
            "REDIS_URL_FILE (environment): the file \"huge\" is larger than 64 KB; name a file that"
                + " holds the value",
            "INFERENCE_TOKEN_FILE (environment): the file \".\" is a folder, not a file; name a file"
                + " that holds the value");
  }

  @Test
  void readsTheFileThatIsNamed() {
    here.file("other.yaml", "settings: { GATEWAY_PORT: 7 }")
        .environment("CONFIG_FILE", "other.yaml");
    Settings settings = here.load();

    assertThat(settings.get(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo(7);
    assertThat(settings.sourceOf(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo("other.yaml:1");
  }

  @Test
  void refusesAFileThatIsNamedButMissing() {
    here.commandLine("CONFIG_FILE", "other.yaml");

    assertThat(here.errors())
        .containsExactly("other.yaml: does not exist; correct CONFIG_FILE or the file");
  }

  @Test
  void doesNotLetTheFileNameAnother() {
    here.yaml("settings: { CONFIG_FILE: other.yaml }");

    assertThat(here.errors())
        .containsExactly(
            "settings.CONFIG_FILE (llm-chat.yaml:1): cannot be set in the file that it names; remove"
                + " it");
  }

  @Test
  void takesTheAddressOfAKubernetesServiceForNoPort() {
    here.environment("GATEWAY_PORT", "tcp://10.0.0.1:8001")
        .environment("INFERENCE_PORT", "tcp://10.0.0.2:8000")
        .envFile("GATEWAY_PORT=9001");
    Settings settings = here.load();

    assertThat(settings.get(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo(9001);
    assertThat(settings.get(InferenceListenerSettings.INFERENCE_PORT)).isEqualTo(8000);
    assertThat(settings.warnings()).hasSize(2).allMatch(it -> it.contains("Kubernetes service"));
  }

  @Test
  void makesADatabaseUrlOfThePostgresSettings() {
    here.environment("POSTGRES_HOST", "db")
        .environment("POSTGRES_USER", "me")
        .environment("POSTGRES_PASSWORD", "p@ss/w rd+%")
        .environment("POSTGRES_DB", "chat");
    Settings settings = here.load();

    assertThat(settings.get(DatabaseSettings.DATABASE_URL).reveal())
        .isEqualTo("postgresql://me:p%40ss%2Fw%20rd%2B%25@db:5432/chat");
    assertThat(settings.sourceOf(DatabaseSettings.DATABASE_URL))
        .isEqualTo("environment, POSTGRES_HOST");
    assertThat(settings.table())
        .contains("postgresql://me:***@db:5432/chat")
        .doesNotContain("p%40ss");
  }

  @Test
  void prefersTheFullAddressToTheHostAndSaysSo() {
    here.environment("POSTGRES_HOST", "db")
        .environment("REDIS_HOST", "cache")
        .environment("INFERENCE_SERVICE_HOST", "gpt")
        .envFile(
            "DATABASE_URL=postgresql://other/db",
            "REDIS_URL=redis://other",
            "INFERENCE_ROUTING={\"a\":\"other\"}");
    Settings settings = here.load();

    assertThat(settings.get(DatabaseSettings.DATABASE_URL).reveal())
        .isEqualTo("postgresql://other/db");
    assertThat(settings.get(LimitSettings.REDIS_URL).reveal()).isEqualTo("redis://other");
    assertThat(settings.warnings())
        .containsExactly(
            "POSTGRES_HOST (environment) is ignored, because DATABASE_URL (.env:1) is set",
            "REDIS_HOST (environment) is ignored, because REDIS_URL (.env:2) is set",
            "INFERENCE_SERVICE_HOST (environment) is ignored, because INFERENCE_ROUTING (.env:3) is"
                + " set");
  }

  @Test
  void makesARedisUrlOfTheHost() {
    here.environment("REDIS_HOST", "cache").environment("REDIS_PORT", "6380");

    assertThat(here.load().get(LimitSettings.REDIS_URL).reveal()).isEqualTo("redis://cache:6380");
  }

  @Test
  void makesTheRedisUrlWithItsPassword() {
    here.environment("REDIS_HOST", "cache").environment("REDIS_PASSWORD", "p@ss/word");

    assertThat(here.load().get(LimitSettings.REDIS_URL).reveal())
        .isEqualTo("redis://:p%40ss%2Fword@cache:6379");
  }

  @Test
  void showsWhatDiffersAndWhatMatters() {
    here.envFile("OPENAI_API_KEY=sk-very-secret", "RATE_LIMIT=5")
        .environment("LOG_FORMAT", "json")
        .environment("SYSTEM_PROMPT", "Be\nbrief. ".repeat(20));
    String table = here.load(ServiceRole.STANDALONE).table();

    assertThat(table.lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            "SETTING | VALUE | FROM",
            "OPENAI_API_KEY | *** | .env:1",
            "MODEL_NAME | gpt-4o-mini | default",
            "SYSTEM_PROMPT | Be?brief. Be?brief. Be?brief. Be?brief. Be?brief. Be?brief.… | environment",
            "GATEWAY_HOST | 0.0.0.0 | default",
            "GATEWAY_PORT | 8001 | default",
            "ADMIN_KEY | made at first start and kept in DATA_DIR | default",
            "INFERENCE_HOST | 127.0.0.1 | default",
            "INFERENCE_PORT | 8000 | default",
            "DATA_DIR | ./data | default",
            "DATABASE_URL | SQLite in DATA_DIR | default",
            "RATE_LIMIT | 5/minute | .env:2",
            "REDIS_URL | limits in memory | default",
            "LOG_FORMAT | json | environment");
    assertThat(table.lines().map(line -> line.replaceAll("\\S+( \\S+)*$", "").length()).distinct())
        .as("the last column is aligned")
        .hasSize(1);
  }

  @Test
  void showsAServiceOfItsOwnOnlyWhatItUses() {
    here.environment("INFERENCE_TOKEN", "0123456789abcdef");

    assertThat(here.load(ServiceRole.INFERENCE).table().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactly(
            "SETTING", "MODEL_NAME", "INFERENCE_HOST", "INFERENCE_PORT", "INFERENCE_TOKEN");
  }

  @Test
  void refusesAnEnvFileThatIsNoText() throws IOException {
    Files.write(directory.resolve(".env"), "A=1".getBytes(StandardCharsets.UTF_16));
    assertThat(here.errors())
        .containsExactly(
            ".env: is not UTF-8 text; make it a text file of NAME=value lines, or remove it");

    Files.delete(directory.resolve(".env"));
    Files.createDirectory(directory.resolve(".env"));
    assertThat(here.errors()).hasSize(1).allMatch(it -> it.contains("is a folder, not a file"));
  }

  @Test
  void skipsTheByteOrderMarkOfAnEnvFile() {
    here.envFile("\uFEFFGATEWAY_PORT=9");

    assertThat(here.load().get(GatewayListenerSettings.GATEWAY_PORT)).isEqualTo(9);
  }

  @Test
  void readsOneMapForTests() {
    Settings settings = ProgramSettings.of(Map.of("GATEWAY_PORT", "0", "ADMIN_KEY", "short"));

    assertThat(settings.get(GatewayListenerSettings.GATEWAY_PORT)).isZero();
    assertThatThrownBy(() -> ProgramSettings.of(Map.of("GATEWAY_PROT", "0")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("GATEWAY_PROT (given): is not a setting; did you mean GATEWAY_PORT?");
  }

  @Test
  void namesEverySettingOnce() {
    List<String> names = ProgramSettings.SPEC.settings().stream().map(Setting::name).toList();

    assertThat(names).doesNotHaveDuplicates();
    assertThat(ProgramSettings.SPEC.settings().stream().map(Setting::group)).isSorted();
    assertThat(ProgramSettings.SPEC.find("ADMIN_KEY_FILE")).contains(AdminKeySettings.ADMIN_KEY);
    assertThat(ProgramSettings.SPEC.find("LOG_LEVEL_FILE")).isEmpty();
  }
}
