package llmchat.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Ordinary HTTP/1.1 calls to one server. Immutable and safe for any thread; {@link #close} the one
 * that was made by {@link #to}. Calls block, 30 s at most until the head is there.
 */
public record Http(String origin, Headers headers, HttpClient client) implements AutoCloseable {

  /** Calls to {@code origin}, for example {@code http://127.0.0.1:8001}. */
  public static Http to(String origin) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    return new Http(origin, Headers.of(), client);
  }

  /** Calls over HTTPS, in the HTTP version that the server likes best. */
  public static Http to(String origin, SSLContext trusting) {
    HttpClient client =
        HttpClient.newBuilder().sslContext(trusting).connectTimeout(Duration.ofSeconds(20)).build();
    return new Http(origin, Headers.of(), client);
  }

  public static Http to(int port) {
    return to("http://127.0.0.1:" + port);
  }

  /** The same with one more header on every call. */
  public Http with(String name, String value) {
    return new Http(origin, headers.with(name, value), client);
  }

  public Http bearer(String key) {
    return with("Authorization", "Bearer " + key);
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return client.send(request(path).DELETE().build(), BodyHandlers.ofString());
  }

  /** Posts JSON. */
  public HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return client.send(posting(path, "application/json", json), BodyHandlers.ofString());
  }

  /** Posts an {@code application/x-www-form-urlencoded} body that is encoded already. */
  public HttpResponse<String> postForm(String path, String form)
      throws IOException, InterruptedException {
    return client.send(
        posting(path, "application/x-www-form-urlencoded", form), BodyHandlers.ofString());
  }

  /** Any method with a JSON body. */
  public HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** Posts JSON and gives the lines of the answer as they come; close the stream to hang up. */
  public HttpResponse<Stream<String>> lines(String path, String json)
      throws IOException, InterruptedException {
    return client.send(posting(path, "application/json", json), BodyHandlers.ofLines());
  }

  /** Posts JSON and reads the answer as events. */
  public Sse events(String path, String json) throws IOException, InterruptedException {
    return new Sse(
        client.send(posting(path, "application/json", json), BodyHandlers.ofInputStream()).body());
  }

  /** Reads the answer to a GET as events, as they come. */
  public Sse followed(String path) throws IOException, InterruptedException {
    return new Sse(client.send(request(path).GET().build(), BodyHandlers.ofInputStream()).body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest posting(String path, String contentType, String body) {
    return request(path)
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(30));
    headers.fields().forEach(field -> request.header(field.name(), field.value()));
    return request;
  }
}
