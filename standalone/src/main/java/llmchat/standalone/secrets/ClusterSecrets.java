package llmchat.standalone.secrets;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import llmchat.llm.json.JsonPath;
import tools.jackson.databind.json.JsonMapper;

/**
 * Secrets as Kubernetes objects, one per group, in the pod's own namespace.
 *
 * <p>Existing ones are left unchanged and never read, so the right to create secrets is enough.
 */
public final class ClusterSecrets implements AutoCloseable {
  private static final Duration ONE_CALL = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 500;

  private final ServiceAccount account;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final HttpClient client;

  /**
   * Secrets created with that account.
   *
   * @param patience how long to retry if the API server does not answer
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public ClusterSecrets(ServiceAccount account, Duration patience, LongSupplier nanoTime) {
    this.account = account;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.client =
        HttpClient.newBuilder()
            .sslContext(account.tls())
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(ONE_CALL)
            .build();
  }

  /**
   * Creates the object for these names, which share a group; blocks for at most the patience and
   * one call.
   *
   * @throws SecretsException if the cluster refuses, or does not answer in time
   */
  public Origin put(List<SecretName> names) {
    String group = names.getFirst().group();
    HttpResponse<String> answer = answer(document(group, names));
    return switch (answer.statusCode()) {
      case 201 -> Origin.MADE;
      case 409 -> Origin.KEPT;
      case 401, 403 ->
          throw new SecretsException(
              ("The cluster refused to create the secret %s (%d): the pod's service account needs the"
                      + " right to create secrets in the namespace %s.")
                  .formatted(group, answer.statusCode(), account.namespace()));
      default ->
          throw new SecretsException(
              "The cluster did not create the secret %s: %d %s"
                  .formatted(group, answer.statusCode(), message(answer.body())));
    };
  }

  /** The first conclusive response; errors of a server that is starting are retried. */
  private HttpResponse<String> answer(String document) {
    long start = nanoTime.getAsLong();
    while (true) {
      String problem;
      try {
        HttpResponse<String> answer = client.send(request(document), BodyHandlers.ofString());
        if (answer.statusCode() < 500 && answer.statusCode() != 429) {
          return answer;
        }
        problem = answer.statusCode() + " " + message(answer.body());
      } catch (SSLHandshakeException e) {
        throw new SecretsException(
            "The certificate of the API server %s is not trusted: %s"
                .formatted(account.apiServer(), Reason.of(e)),
            e);
      } catch (IOException e) {
        problem = Reason.of(e);
      } catch (InterruptedException e) {
        throw interrupted();
      }
      if (nanoTime.getAsLong() - start >= patience.toNanos()) {
        throw new SecretsException(
            "The API server %s did not answer within %d s: %s"
                .formatted(account.apiServer(), patience.toSeconds(), problem));
      }
      pause();
    }
  }

  private HttpRequest request(String document) {
    return HttpRequest.newBuilder(
            account.apiServer().resolve("/api/v1/namespaces/" + account.namespace() + "/secrets"))
        .timeout(ONE_CALL)
        .header("authorization", "Bearer " + account.token().reveal())
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(document))
        .build();
  }

  private static String document(String group, List<SecretName> names) {
    Map<String, String> labels =
        Map.of(
            "app.kubernetes.io/part-of", "llm-chat",
            "app.kubernetes.io/managed-by", "llm-chat-make-secrets");
    Map<String, String> values =
        names.stream()
            .collect(Collectors.toMap(SecretName::key, name -> RandomSecret.next().reveal()));
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "apiVersion", "v1",
                "kind", "Secret",
                "metadata", Map.of("name", group, "labels", labels),
                "type", "Opaque",
                "stringData", values));
  }

  /** The message of Kubernetes' {@code Status} object. */
  private static String message(String body) {
    return JsonPath.text(Buffer.buffer(body), "message").orElse("");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static SecretsException interrupted() {
    Thread.currentThread().interrupt();
    return new SecretsException("Interrupted while waiting for the cluster.");
  }

  @Override
  public void close() {
    client.close();
  }
}
