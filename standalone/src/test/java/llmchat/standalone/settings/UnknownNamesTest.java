package llmchat.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {
  @TempDir Path directory;
  private Workplace here;

  @BeforeEach
  void makeWorkplace() {
    here = new Workplace(directory);
  }

  @Test
  void areErrorsOnTheCommandLineAndInTheFile() {
    here.commandLine("gateway-prot", "1").yaml("settings:\n  RATE_LIMITS: 5\n  COLOUR: blue\n");

    assertThat(here.errors())
        .containsExactlyInAnyOrder(
            "GATEWAY_PROT (command line): is not a setting; did you mean GATEWAY_PORT?",
            "RATE_LIMITS (llm-chat.yaml:2): is not a setting; did you mean RATE_LIMIT?",
            "COLOUR (llm-chat.yaml:3): is not a setting; remove it");
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI_APIKEY, OPENAI_API_KEY",
    "OPEN_AI_API_KEY, OPENAI_API_KEY",
    "DATABSE_URL, DATABASE_URL",
    "ADMIN_KEY_FIEL, ADMIN_KEY_FILE",
    "POSTGRES_USR, POSTGRES_USER",
  })
  void areErrorsInTheEnvFileIfTheyAreNearMisses(String name, String meant) {
    here.envFile(name + "=x");

    assertThat(here.errors())
        .containsExactly(name + " (.env:1): is not a setting; did you mean " + meant + "?");
  }

  @Test
  void areMentionedInTheEnvFileIfTheyMayBeMeantForOthers() {
    here.envFile("COMPOSE_PROJECT_NAME=x", "TZ=UTC", "POSTGRES_INITDB_ARGS=", "SMTP_HOST=mail");

    assertThat(here.load().warnings())
        .containsExactly("SMTP_HOST (.env:4) is not a setting; it is ignored");
  }

  @Test
  void areNotMentionedIfTheFileRefersToThem() {
    here.envFile("OPENAI_API_KEY2=sk-1")
        .yaml(
            """
            providers: { second: { base_url: "https://host/v1", api_key: env.OPENAI_API_KEY2 } }
            models: { fast: { targets: [ { provider: second } ] } }
            """);

    assertThat(here.load().warnings()).isEmpty();
  }

  @Test
  void areHintedAtInTheEnvironmentIfTheyAreNearMisses() {
    here.environment("GATEWAY_PROT", "1").environment("OPENAI_APIKEY", "sk-1");

    assertThat(here.load().warnings())
        .containsExactlyInAnyOrder(
            "GATEWAY_PROT in the environment is not a setting and is ignored; did you mean"
                + " GATEWAY_PORT?",
            "OPENAI_APIKEY in the environment is not a setting and is ignored; did you mean"
                + " OPENAI_API_KEY?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "HOSTNAME",
        "LOGNAME",
        "LANG",
        "TZ",
        "SHELL",
        "JAVA_HOME",
        "DATA",
        "SIGNUP_X",
        "REDIS_SERVICE_HOST",
        "REDIS_SERVICE_PORT",
        "REDIS_PORT_6379_TCP",
        "POSTGRES_SERVICE_HOST",
        "INFERENCE_SERVICE_PORT",
        "GATEWAY_SERVICE_PORT",
        "ANTHROPIC_API_KEY",
        "KUBERNETES_PORT"
      })
  void areLeftAloneInTheEnvironmentOtherwise(String name) {
    here.environment(name, "x");

    assertThat(here.load().warnings()).isEmpty();
  }
}
