package llmchat.standalone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets in a cluster, made through a real HTTPS server that answers as an API server does. */
@Timeout(60)
class ClusterSecretsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<SecretName> NAMES =
      List.of(SecretName.parse("redis/REDIS_PASSWORD"), SecretName.parse("redis/OTHER"));

  @TempDir Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void makeTheCertificate(@TempDir Path forAll) throws Exception {
    certificates = Certificates.make(forAll, "ip:127.0.0.1");
  }

  @BeforeEach
  void makeTheServiceAccount() throws Exception {
    Files.copy(certificates.pem(), folder.resolve("ca.crt"));
    Files.writeString(folder.resolve("token"), "the.pods.token\n");
    Files.writeString(folder.resolve("namespace"), "llm-chat");
  }

  @Test
  void createsOneObjectWithAllKeysOfTheGroup() throws Exception {
    try (ApiServer server = ApiServer.start(certificates, 0, 201)) {
      assertThat(put(server.address(), PATIENCE)).isEqualTo(Origin.MADE);

      assertThat(server.requests()).hasSize(1);
      ApiServer.Request request = server.requests().getFirst();
      assertThat(request.line()).isEqualTo("POST /api/v1/namespaces/llm-chat/secrets");
      assertThat(request.authorization()).isEqualTo("Bearer the.pods.token");
      JsonNode document = JsonMapper.shared().readTree(request.body());
      assertThat(document.path("kind").asString()).isEqualTo("Secret");
      assertThat(document.path("apiVersion").asString()).isEqualTo("v1");
      assertThat(document.at("/metadata/name").asString()).isEqualTo("redis");
      assertThat(document.at("/metadata/labels/app.kubernetes.io~1part-of").asString())
          .isEqualTo("llm-chat");
      assertThat(document.at("/metadata/labels/app.kubernetes.io~1managed-by").asString())
          .isEqualTo("llm-chat-make-secrets");
      assertThat(document.path("immutable").isMissingNode()).isTrue();
      String password = document.at("/stringData/REDIS_PASSWORD").asString();
      assertThat(password).matches("[A-Za-z0-9_-]{43}");
      assertThat(document.at("/stringData/OTHER").asString())
          .matches("[A-Za-z0-9_-]{43}")
          .isNotEqualTo(password);
    }
  }

  @Test
  void leavesAnExistingSecretAlone() throws Exception {
    try (ApiServer server = ApiServer.start(certificates, 0, 409)) {
      assertThat(put(server.address(), PATIENCE)).isEqualTo(Origin.KEPT);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void namesTheRightThatIsMissing() throws Exception {
    for (int status : new int[] {401, 403}) {
      try (ApiServer server = ApiServer.start(certificates, 0, status)) {
        assertThatThrownBy(() -> put(server.address(), PATIENCE))
            .isInstanceOf(SecretsException.class)
            .hasMessageContaining("the right to create secrets in the namespace llm-chat")
            .hasMessageContaining("redis (" + status + ")");
        assertThat(server.requests()).as("asking again would not help").hasSize(1);
      }
    }
  }

  @Test
  void repeatsWhatTheClusterSaysAgainstIt() throws Exception {
    try (ApiServer server = ApiServer.start(certificates, 0, 422)) {
      assertThatThrownBy(() -> put(server.address(), PATIENCE))
          .isInstanceOf(SecretsException.class)
          .hasMessage("The cluster did not create the secret redis: 422 said by the server");
    }
  }

  @Test
  void waitsForAServerThatComesLate() throws Exception {
    int port = ApiServer.freePort();
    CompletableFuture<Origin> outcome =
        CompletableFuture.supplyAsync(
            () -> put(URI.create("https://127.0.0.1:" + port), Duration.ofSeconds(40)));
    assertThat(outcome).isNotDone();
    try (ApiServer _ = ApiServer.start(certificates, port, 503, 500, 429, 201)) {
      assertThat(outcome.join()).isEqualTo(Origin.MADE);
    }
  }

  @Test
  void givesUpInTheEnd() throws Exception {
    URI nobody = URI.create("https://127.0.0.1:" + ApiServer.freePort());
    assertThatThrownBy(() -> put(nobody, Duration.ofSeconds(1)))
        .isInstanceOf(SecretsException.class)
        .hasMessageContaining(nobody + " did not answer within 1 s");
  }

  @Test
  void trustsNobodyButTheClustersAuthority(@TempDir Path elsewhere) throws Exception {
    Certificates other = Certificates.make(elsewhere, "ip:127.0.0.1");
    try (ApiServer server = ApiServer.start(other, 0, 201)) {
      assertThatThrownBy(() -> put(server.address(), PATIENCE))
          .isInstanceOf(SecretsException.class)
          .hasMessageContaining("is not trusted");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void saysWhichFileOfTheAccountIsMissing() throws Exception {
    Files.delete(folder.resolve("ca.crt"));
    assertThatThrownBy(() -> put(URI.create("https://127.0.0.1:1"), PATIENCE))
        .isInstanceOf(SecretsException.class)
        .hasMessageContaining("ca.crt")
        .hasMessageContaining("automountServiceAccountToken");
  }

  private Origin put(URI apiServer, Duration patience) {
    try (ClusterSecrets secrets =
        new ClusterSecrets(new ServiceAccount(apiServer, folder), patience, System::nanoTime)) {
      return secrets.put(NAMES);
    }
  }
}
