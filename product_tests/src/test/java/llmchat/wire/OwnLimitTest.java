package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import llmchat.product.Product;
import llmchat.product.Runs;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.Test;

/** A limit of our own, as a client hears of it. */
@Runs(with = "RATE_LIMIT=2/hour")
class OwnLimitTest extends WireTest {
  OwnLimitTest(Product product) {
    super(product);
  }

  @Test
  void refusesTheThirdCallOfTwoAndSaysWhenToComeBack() throws IOException {
    RawResponse first = chat(QUESTION);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.headers().first("x-ratelimit-limit-requests")).hasValue("2");
    assertThat(first.headers().first("x-ratelimit-remaining-requests")).hasValue("1");
    assertThat(chat(QUESTION).status()).isEqualTo(200);

    RawResponse refused = chat(QUESTION);

    assertThat(error(refused, 429).path("code").asString()).isEqualTo("rate_limit_exceeded");
    assertThat(Integer.parseInt(refused.headers().first("retry-after").orElseThrow()))
        .isBetween(1, 3660);
    assertThat(refused.headers().first("x-ratelimit-remaining-requests")).hasValue("0");
    assertThat(refused.headers().first("x-ratelimit-reset-requests").orElseThrow())
        .matches("(\\d+h)?(\\d+m)?\\d+m?s");
    assertThat(upstream.requestCount()).isEqualTo(2);
  }
}
