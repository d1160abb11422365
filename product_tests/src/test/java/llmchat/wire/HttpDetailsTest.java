package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything about HTTP itself that clients of all ages do. */
class HttpDetailsTest extends WireTest {
  HttpDetailsTest(Product product) {
    super(product);
  }

  @Test
  void readsChunksOfOneByteWithExtensionsAndTrailers() throws IOException {
    StringBuilder chunks = new StringBuilder();
    for (byte b : QUESTION.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      chunks.append("1;name=\"value\"\r\n").append((char) b).append("\r\n");
    }
    chunks.append("0\r\nX-Checksum: 1\r\n\r\n");
    try (RawClient client = product.connect()) {
      client
          .send(head("POST", CHAT, "Transfer-Encoding", "chunked"))
          .send(chunks.toString())
          .get("/v1/models", authorized());

      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(client.readResponse().status()).isEqualTo(200);
    }
    assertThat(upstream.takeRequest().body()).isEqualTo(Bytes.utf8(QUESTION));
  }

  @Test
  void readsARequestThatComesByteByByte() throws IOException {
    try (RawClient client = product.connect()) {
      client.sendByteByByte(posting(CHAT, Bytes.utf8(QUESTION), authorized()));

      assertThat(client.readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void saysThatABodyMayComeBeforeItIsSent() throws IOException {
    try (RawClient client = product.connect()) {
      client.send(
          head(
              "POST",
              CHAT,
              "Expect",
              "100-continue",
              "Content-Length",
              Integer.toString(QUESTION.length())));
      assertThat(client.readResponse().status()).isEqualTo(100);
      client.send(QUESTION);

      assertThat(client.readResponse().status()).isEqualTo(200);
    }
    assertThat(upstream.takeRequest().headers().has("expect")).isFalse();
  }

  @Test
  void refusesBeforeABodyIsSentThatNobodyWillRead() throws IOException {
    for (List<String> wrong :
        List.of(
            List.of("Authorization", "Bearer wrong", "Content-Length", "100"),
            List.of(
                "Authorization",
                "Bearer " + product.key(),
                "Content-Length",
                Long.toString(1L << 40)))) {
      try (RawClient client = product.connect()) {
        client.send(
            RawClient.request(
                "POST",
                CHAT,
                Headers.of(wrong.toArray(String[]::new)).plus("Expect", "100-continue"),
                Bytes.EMPTY));

        assertThat(client.readResponse().status()).isIn(401, 413);
      }
    }
  }

  @Test
  void answersHeadLikeGetWithoutABody() throws IOException {
    try (RawClient client = product.connect()) {
      client.send(head("HEAD", "/v1/models"));
      var head = client.readHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.headers().first("content-length").orElse("0")).isNotEqualTo("0");
      client.send(head("HEAD", "/nothing-here"));
      assertThat(client.readHead().status()).isEqualTo(404);
      client.send(head("HEAD", CHAT));
      assertThat(client.readHead().status()).isEqualTo(405);
      client.get("/v1/models", authorized());

      assertThat(client.readResponse().body().utf8()).startsWith("{\"object\":\"list\"");
    }
  }

  @Test
  void servesAPathWithATrailingSlashAndNeverRedirectsAPost() throws IOException {
    assertThat(post(CHAT + "/", QUESTION).status()).isEqualTo(200);
    for (String other :
        List.of("//v1/chat/completions", "/v1/v1/chat/completions", "/v1/chat/completions//")) {
      assertThat(post(other, QUESTION).status()).as(other).isEqualTo(404);
    }
  }

  @Test
  void servesAPathWithAQuery() throws IOException {
    assertThat(post(CHAT + "?beta=true&api-version=1", QUESTION).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/x-www-form-urlencoded"
      })
  void readsJsonUnderAnyContentType(String type) throws IOException {
    RawResponse answer = type.isEmpty() ? chat(QUESTION) : chat(QUESTION, "Content-Type", type);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(upstream.takeRequest().header("content-type")).isEqualTo("application/json");
  }

  @Test
  void refusesAMultipartBody() throws IOException {
    error(chat(QUESTION, "Content-Type", "multipart/form-data; boundary=x"), 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "x-unknown", "gzip, identity"})
  void refusesCompressedBodiesAndSaysThatPlainOnesAreRead(String encoding) throws IOException {
    RawResponse answer = post(CHAT, Bytes.utf8(QUESTION).gzip(), "Content-Encoding", encoding);

    error(answer, 415);
    assertThat(answer.headers().first("accept-encoding")).hasValue("identity");
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void answersAClientThatOffersHttp2() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.port() + CHAT))
              .header("Authorization", "Bearer " + product.key())
              .POST(BodyPublishers.ofString(QUESTION))
              .build();
      for (int i = 0; i < 2; i++) {
        var answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(upstream.takeRequest().body()).isEqualTo(Bytes.utf8(QUESTION));
      }
    }
  }

  @Test
  void answersAnOddUpgradeAsIfItWereNotThere() throws IOException {
    for (String[] upgrade :
        List.of(
            new String[] {"Connection", "Upgrade, HTTP2-Settings", "Upgrade", "h2c"},
            new String[] {"Connection", "Upgrade", "Upgrade", "h2c", "HTTP2-Settings", "AAMAAABk"},
            new String[] {"Connection", "Upgrade", "Upgrade", "TLS/1.2"})) {
      assertThat(chat(QUESTION, upgrade).status()).isEqualTo(200);
    }
  }

  @Test
  void answersAWebSocketWithAPlainError() throws IOException {
    RawResponse answer =
        get(
            "/v1/responses",
            "Connection",
            "Upgrade",
            "Upgrade",
            "websocket",
            "Sec-WebSocket-Version",
            "13",
            "Sec-WebSocket-Key",
            "dGhlIHNhbXBsZSBub25jZQ==");

    assertThat(answer.status()).isBetween(404, 426);
  }

  @Test
  void closesTheConnectionOfAnHttp10Client() throws IOException {
    for (String body : List.of(QUESTION, STREAMED_QUESTION)) {
      String answer =
          toEnd(
              "POST %s HTTP/1.0\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(CHAT, product.key(), body.length(), body));

      assertThat(answer).startsWith("HTTP/1.0 200 ");
      assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("transfer-encoding");
      assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).matches("(?s)(data: )?\\{.*");
    }
  }

  @Test
  void closesTheConnectionWhenTheClientAsksForIt() throws IOException {
    String answer = toEnd("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void listsTheModelsAndShowsOneOfThem() throws IOException {
    String list = get("/v1/models").body().utf8();

    assertThat(list)
        .startsWith("{\"object\":\"list\",\"data\":[{\"id\":\"gpt-4o-mini\",\"object\":\"model\"")
        .contains("\"id\":\"text-embedding-3-small\"");
    assertThat(get("/v1/models/gpt-4o-mini").body().utf8()).startsWith("{\"id\":\"gpt-4o-mini\"");
    error(get("/v1/models/gpt-9"), 404);
  }

  @Test
  void retriesOnceWhenAKeptConnectionWasClosed() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(chat(QUESTION).status()).isEqualTo(200);
      upstream.closeConnections();
    }
    assertThat(upstream.requestCount()).isEqualTo(3);
  }

  private String toEnd(String request) throws IOException {
    try (RawClient client = product.connect()) {
      return client.send(request).readToEnd().utf8();
    }
  }

  private Bytes head(String method, String target, String... more) {
    return RawClient.request(method, target, Headers.of(authorized(more)), Bytes.EMPTY);
  }
}
