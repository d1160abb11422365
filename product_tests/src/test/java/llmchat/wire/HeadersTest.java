package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import llmchat.product.Product;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import llmchat.testkit.RecordedRequest;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers pass the gateway, in both directions. */
class HeadersTest extends WireTest {
  HeadersTest(Product product) {
    super(product);
  }

  @Test
  void showsTheProviderNothingOfTheClientButWhatIsMeantForIt() throws IOException {
    chat(
        QUESTION,
        "X-Stainless-Lang",
        "java",
        "User-Agent",
        "somebodys-program/1",
        "Cookie",
        "llm_chat_session=abc",
        "Referer",
        "https://page.example/secret",
        "X-Forwarded-For",
        "203.0.113.7",
        "X-Api-Key",
        "another-secret",
        "OpenAI-Organization",
        "org-of-the-client",
        "OpenAI-Project",
        "project-of-the-client",
        "x-portkey-custom-host",
        "http://127.0.0.1:1/",
        "OpenAI-Beta",
        "assistants=v2",
        "Idempotency-Key",
        "once-1");

    RecordedRequest seen = upstream.takeRequest();
    assertThat(seen.headers().names().stream().map(name -> name.toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrder(
            "host",
            "content-length",
            "content-type",
            "accept",
            "accept-encoding",
            "user-agent",
            "x-request-id",
            "authorization",
            "openai-beta",
            "idempotency-key");
    assertThat(seen.header("openai-beta")).isEqualTo("assistants=v2");
    assertThat(seen.header("idempotency-key")).isEqualTo("once-1");
    assertThat(seen.header("authorization")).isEqualTo("Bearer " + Product.PROVIDER_KEY);
    assertThat(seen.head().latin1()).doesNotContain("somebodys-program", product.key());
  }

  @Test
  void forwardsNoHopByHopHeaders() throws IOException {
    RawResponse answer =
        chat(
            QUESTION,
            "Connection",
            "keep-alive, x-request-id, authorization, x-mine",
            "Keep-Alive",
            "timeout=5",
            "TE",
            "trailers",
            "Trailer",
            "x-checksum",
            "Proxy-Authorization",
            "Basic abc",
            "Upgrade",
            "foo/2",
            "X-Mine",
            "1",
            "X-Request-Id",
            "my-id-1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("x-request-id")).hasValue("my-id-1");
    String head = upstream.takeRequest().head().latin1().toLowerCase(Locale.ROOT);
    assertThat(head)
        .contains("x-request-id: my-id-1", "authorization: bearer ")
        .doesNotContain("\r\nte:", "trailer", "proxy-", "upgrade", "x-mine", "keep-alive");
  }

  @Test
  void showsTheClientNothingOfTheProviderButWhatIsMeantForIt() throws IOException {
    upstream.enqueue(
        Reply.json(200, OpenAi.completion("a", 1, 1))
            .header("Set-Cookie", "__cf_bm=1")
            .header("Server", "cloudflare")
            .header("Alt-Svc", "h3=\":443\"")
            .header("CF-Ray", "1")
            .header("Strict-Transport-Security", "max-age=1")
            .header("openai-organization", "org-of-the-operator")
            .header("Keep-Alive", "timeout=5")
            .header("X-Internal", "1")
            .header("x-request-id", "the-providers")
            .header("openai-processing-ms", "12")
            .header("openai-version", "2020-10-01")
            .header("x-ratelimit-remaining-tokens", "99"));

    RawResponse answer = chat(QUESTION);

    assertThat(answer.headers().names().stream().map(name -> name.toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrder(
            "x-request-id",
            "x-content-type-options",
            "content-type",
            "content-length",
            "openai-processing-ms",
            "openai-version",
            "x-ratelimit-remaining-tokens");
    assertThat(answer.headers().first("x-request-id").orElseThrow()).isNotEqualTo("the-providers");
  }

  @Test
  void passesTheProvidersHeadersOfAStreamToo() throws IOException {
    upstream.enqueue(
        Reply.events(OpenAi.finish("stop"), OpenAi.done())
            .header("openai-processing-ms", "12")
            .header("Set-Cookie", "a=1"));

    RawResponse answer = chat(STREAMED_QUESTION);

    assertThat(answer.headers().first("openai-processing-ms")).hasValue("12");
    assertThat(answer.headers().has("set-cookie")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "id\"quote", "<script>", "\u00e9", "a,b", "x;y", "a/../b"})
  void replacesARequestIdThatCouldDoHarm(String id) throws IOException {
    RawResponse answer = chat(QUESTION, "X-Request-Id", id);

    assertThat(answer.headers().first("x-request-id").orElseThrow()).matches("req_[0-9a-f]{24}");
    assertThat(upstream.takeRequest().header("x-request-id")).matches("req_[0-9a-f]{24}");
  }

  @Test
  void replacesARequestIdThatIsTooLong() throws IOException {
    assertThat(chat(QUESTION, "X-Request-Id", "a".repeat(129)).headers().first("x-request-id"))
        .hasValueSatisfying(id -> assertThat(id).hasSize(28));
    assertThat(chat(QUESTION, "X-Request-Id", "a".repeat(128)).headers().first("x-request-id"))
        .hasValue("a".repeat(128));
  }

  @Test
  void servesLargeHeadersAndRefusesTooLargeOnes() throws IOException {
    assertThat(chat(QUESTION, "X-Large", "a".repeat(30_000)).status()).isEqualTo(200);

    RawResponse refused = chat(QUESTION, "X-Large", "a".repeat(40_000));

    error(refused, 431);
    assertThat(refused.headers().first("connection")).hasValue("close");
  }

  @Test
  void refusesATargetThatIsTooLong() throws IOException {
    error(get("/v1/models?" + "a".repeat(10_000)), 414);
  }

  @Test
  void refusesADoubledKey() throws IOException {
    try (RawClient client = product.connect()) {
      client.post(CHAT, QUESTION, authorized("Authorization", "Bearer " + product.key()));

      error(client.readResponse(), 401);
    }
  }

  @Test
  void refusesKeysThatAreNone() throws IOException {
    String key = product.key();
    for (String value :
        List.of(
            "",
            "Bearer",
            "Bearer ",
            "Bearer Bearer " + key,
            "Bearer " + key + " x",
            key + "x",
            key.toLowerCase(Locale.ROOT) + "!",
            "' or 1=1 --",
            "Bearer \u00e9\u00fc",
            "a".repeat(20_000))) {
      try (RawClient client = product.connect()) {
        client.post(CHAT, QUESTION, "Authorization", value);

        error(client.readResponse(), 401);
      }
    }
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void takesNoKeyFromTheQuery() throws IOException {
    try (RawClient client = product.connect()) {
      client.post(CHAT + "?api_key=" + product.key() + "&key=" + product.key(), QUESTION);

      error(client.readResponse(), 401);
    }
  }

  @Test
  void takesATabBehindTheScheme() throws IOException {
    try (RawClient client = product.connect()) {
      client.post(CHAT, QUESTION, "Authorization", "Bearer\t" + product.key());

      assertThat(client.readResponse().status()).isEqualTo(200);
    }
  }
}
