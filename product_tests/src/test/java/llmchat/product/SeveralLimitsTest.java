package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeveralLimitsTest {
  @ParameterizedTest
  @EnumSource(names = {"ONE_PROCESS", "TWO_GATEWAYS"})
  void holdsAllLimitsAtOnceAndNamesTheTightest(Form form) throws Exception {
    try (Product product = Setup.of(form).with("RATE_LIMIT", "3/hour;100/day").start()) {
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      for (int call = 0; call < 3; call++) {
        HttpResponse<String> answer = caller.post("/chat/", Calls.CHAT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-ratelimit-limit-requests")).contains("3");
      }
      HttpResponse<String> refused = caller.post("/v1/chat/completions", Calls.CALL);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("Rate limit of 3/hour reached");
      assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0))
          .isBetween(3_500L, 3_660L);
    }
  }

  @Test
  void limitsNobodyWhereTheLimitIsOff() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).with("RATE_LIMIT", "off").start()) {
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      for (int call = 0; call < 100; call++) {
        assertThat(caller.post("/chat/", Calls.CHAT).statusCode()).isEqualTo(200);
      }
    }
  }
}
