package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.Test;

/** Pages of other origins that call the OpenAI front from a browser. */
class CorsTest extends WireTest {
  private static final String ASKED =
      "authorization,content-type,x-stainless-lang,x-stainless-retry-count,x-stainless-os";

  CorsTest(Product product) {
    super(product);
  }

  @Test
  void answersAPreflightWithoutAKey() throws IOException {
    RawResponse answer = preflight(CHAT);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body().isEmpty()).isTrue();
    assertThat(answer.headers().first("access-control-allow-origin")).hasValue("*");
    assertThat(answer.headers().first("access-control-allow-methods").orElseThrow())
        .contains("POST");
    assertThat(answer.headers().first("access-control-allow-headers").orElseThrow())
        .isEqualTo(ASKED);
    assertThat(answer.headers().first("access-control-max-age")).isPresent();
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void letsThePageReadWhatItNeedsOfAnAnswer() throws IOException {
    RawResponse answer = chat(QUESTION, "Origin", "https://page.example");

    assertThat(answer.headers().first("access-control-allow-origin")).hasValue("*");
    assertThat(answer.headers().has("access-control-allow-credentials")).isFalse();
    assertThat(
            answer
                .headers()
                .first("access-control-expose-headers")
                .orElseThrow()
                .toLowerCase(Locale.ROOT))
        .contains(
            "x-request-id",
            "retry-after",
            "x-ratelimit-limit-requests",
            "x-ratelimit-remaining-requests",
            "x-ratelimit-reset-requests",
            "x-ratelimit-remaining-tokens");
  }

  @Test
  void letsThePageReadEveryErrorUnderV1() throws IOException {
    for (RawResponse answer :
        new RawResponse[] {
          chat("{", "Origin", "https://page.example"),
          get("/v1/nothing-here", "Origin", "https://page.example"),
          get(CHAT, "Origin", "https://page.example"),
          chat(QUESTION.replace("gpt-4o-mini", "gpt-9"), "Origin", "https://page.example")
        }) {
      assertThat(answer.headers().first("access-control-allow-origin"))
          .as(answer.toString())
          .hasValue("*");
    }
  }

  @Test
  void letsAPageReadAStream() throws IOException {
    assertThat(
            chat(STREAMED_QUESTION, "Origin", "https://page.example")
                .headers()
                .first("access-control-allow-origin"))
        .hasValue("*");
  }

  @Test
  void opensOnlyTheOpenAiFront() throws IOException {
    RawResponse answer = get("/chat/x/history", "Origin", "https://page.example");

    assertThat(answer.headers().has("access-control-allow-origin")).isFalse();
    assertThat(preflight("/chat").headers().has("access-control-allow-origin")).isFalse();
  }

  private RawResponse preflight(String target) throws IOException {
    try (RawClient client = product.connect()) {
      Headers headers =
          Headers.of(
              "Origin", "https://page.example",
              "Access-Control-Request-Method", "POST",
              "Access-Control-Request-Headers", ASKED);
      return client.send(RawClient.request("OPTIONS", target, headers, Bytes.EMPTY)).readResponse();
    }
  }
}
