package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;

/** Who tries one key after the other, in the hope that one is somebody's. */
class UnknownKeysTest {
  private static final String MODELS = "/v1/models";

  @Test
  void areRefusedUnheardAfterTwentyWithinAMinute() throws Exception {
    Setup setup = Setup.of(Form.ONE_PROCESS).with("TRUSTED_PROXIES", "127.0.0.1");
    try (Product product = setup.withTimeStandingStill().start()) {
      Http guesser = product.http().with("X-Forwarded-For", "198.51.100.7");
      for (int i = 0; i < 20; i++) {
        String guess =
            i % 2 == 0 ? "admin-guess-" + i : KeyFormat.issue(KeyKind.API_KEY).text().reveal();
        assertThat(guesser.bearer(guess).get(MODELS).statusCode()).isEqualTo(401);
      }

      HttpResponse<String> slowed = guesser.bearer("one-more").get(MODELS);
      assertThat(slowed.statusCode()).isEqualTo(429);
      assertThat(slowed.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
      assertThat(guesser.bearer("another").get("/metrics").statusCode()).isEqualTo(429);
      assertThat(guesser.bearer("admin-guess-0").get(MODELS).statusCode())
          .as("the same wrong key again is no guess")
          .isEqualTo(401);
      assertThat(guesser.get(MODELS).statusCode()).as("without a key").isEqualTo(401);
      assertThat(guesser.bearer(product.key()).get(MODELS).statusCode()).isEqualTo(200);
      assertThat(guesser.bearer(Product.ADMIN_KEY).get("/metrics").body())
          .contains(
              "gateway_rate_limited_total{limit=\"20 unknown keys/minute from an address\"} 2");
      Http other = product.http().with("X-Forwarded-For", "203.0.113.5");
      assertThat(other.bearer("one-more").get(MODELS).statusCode()).isEqualTo(401);

      product.pass(Duration.ofSeconds(61));
      assertThat(guesser.bearer("one-more").get(MODELS).statusCode()).isEqualTo(401);
    }
  }
}
