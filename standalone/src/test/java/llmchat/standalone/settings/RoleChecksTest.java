package llmchat.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import llmchat.gateway.GatewayListenerSettings;
import llmchat.gateway.admin.AdminKeySettings;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.server.config.ConfigException;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Settings;
import llmchat.server.models.Routing;
import llmchat.server.models.TokenSettings;
import llmchat.standalone.ProgramSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleChecksTest {
  @TempDir Path directory;
  private Workplace here;

  @BeforeEach
  void makeWorkplace() {
    here = new Workplace(directory);
  }

  @Test
  void refuseAWeakAdminKeyBeyondTheLoopback() {
    here.environment("ADMIN_KEY", "fifteen-letters");

    assertThat(here.errors(ServiceRole.STANDALONE))
        .containsExactly(
            "ADMIN_KEY (environment): has fewer than 16 characters, and the gateway listens on"
                + " 0.0.0.0, which other machines can reach; use a longer key, such as the"
                + " output of: openssl rand -hex 24");
  }

  @Test
  void allowAWeakAdminKeyOnTheLoopback() {
    here.environment("ADMIN_KEY", "admin").environment("GATEWAY_HOST", "127.0.0.1");

    assertThat(here.load(ServiceRole.STANDALONE).role()).isEqualTo(ServiceRole.STANDALONE);
  }

  @Test
  void allowAStrongAdminKeyAnywhereAndNoneAtAll() {
    assertThat(here.load(ServiceRole.STANDALONE).find(AdminKeySettings.ADMIN_KEY)).isEmpty();
    here.environment("ADMIN_KEY", "sixteen--letters");
    assertThat(here.load(ServiceRole.STANDALONE).find(AdminKeySettings.ADMIN_KEY)).isPresent();
  }

  @Test
  void doNotLookAtTheAdminKeyInAnInferenceService() {
    here.environment("ADMIN_KEY", "admin").environment("INFERENCE_TOKEN", "token");

    assertThat(here.load(ServiceRole.INFERENCE).role()).isEqualTo(ServiceRole.INFERENCE);
  }

  @Test
  void wantATokenWhereInferenceListensBeyondTheLoopback() {
    assertThat(here.errors(ServiceRole.INFERENCE))
        .containsExactly(
            "INFERENCE_TOKEN: is not set, and the inference service listens on 0.0.0.0, which other"
                + " machines can reach; give it and the gateway the same token, or set"
                + " INFERENCE_HOST=127.0.0.1");
    here.environment("INFERENCE_HOST", "0.0.0.0");
    assertThat(here.errors(ServiceRole.STANDALONE)).hasSize(1);
    here.environment("INFERENCE_HOST", "127.0.0.1");
    assertThat(here.load(ServiceRole.INFERENCE).get(InferenceListenerSettings.INFERENCE_HOST))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void wantNoTokenOnTheLoopback() {
    Settings settings = here.load(ServiceRole.STANDALONE);

    assertThat(settings.get(InferenceListenerSettings.INFERENCE_HOST)).isEqualTo("127.0.0.1");
    assertThat(settings.find(TokenSettings.INFERENCE_TOKEN)).isEmpty();
  }

  @Test
  void wantAGatewayAloneToKnowAnInferenceService() {
    assertThat(here.errors(ServiceRole.GATEWAY))
        .containsExactly(
            "INFERENCE_ROUTING: is not set, and a gateway alone needs an inference service; write"
                + " JSON such as {\"gpt-4o-mini\": \"http://inference:8000\"}, or run both services"
                + " in one process");
  }

  @Test
  void refuseOnePortForBothServices() {
    here.environment("INFERENCE_PORT", "8001");

    assertThat(here.errors(ServiceRole.STANDALONE))
        .containsExactly(
            "INFERENCE_PORT (environment): 8001 is also the port of the gateway; choose another for"
                + " one of them");
  }

  @Test
  void allowAnyFreePortForBothServices() {
    here.environment("INFERENCE_PORT", "0").environment("GATEWAY_PORT", "0");

    assertThat(here.load(ServiceRole.STANDALONE).get(GatewayListenerSettings.GATEWAY_PORT))
        .isZero();
  }

  @Test
  void addToWhatIsWrongAnyway() {
    here.environment("ADMIN_KEY", "weak").environment("GATEWAY_PORT", "x");

    assertThat(here.errors(ServiceRole.STANDALONE)).hasSize(2);
  }

  @Test
  void doNotComplainOfATokenThatIsWrongAnyway() {
    here.environment("INFERENCE_TOKEN", "has space");

    assertThat(here.errors(ServiceRole.INFERENCE)).hasSize(1);
  }

  @Test
  void canBeMadeLaterForAnotherRole() {
    Settings settings =
        ProgramSettings.of(Map.of("MODEL_NAME", "a", "INFERENCE_SERVICE_HOST", "b"));

    assertThat(Routing.of(settings.checkFor(ServiceRole.GATEWAY)).inference())
        .containsOnlyKeys("a");
    assertThatThrownBy(() -> settings.checkFor(ServiceRole.INFERENCE))
        .isInstanceOf(ConfigException.class);
  }
}
