package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import llmchat.testkit.Http;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeveralLimitsTest {
  @ParameterizedTest
  @EnumSource(Form.class)
  void holdsAllLimitsAtOnceAndNamesTheTightest(Form form, @TempDir Path folder) throws Exception {
    try (ScriptedUpstream provider = ScriptedUpstream.start();
        Installation product =
            form.install(folder, provider, Map.of("RATE_LIMIT", "3/hour;100/day"))) {
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      for (int call = 0; call < 3; call++) {
        HttpResponse<String> answer = caller.post("/chat/", LimitsSuite.CHAT);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-ratelimit-limit-requests")).contains("3");
      }
      HttpResponse<String> refused = caller.post("/v1/chat/completions", LimitsSuite.CALL);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("Rate limit of 3/hour reached");
      assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0))
          .isBetween(3_500L, 3_660L);
    }
  }

  @Test
  void limitsNobodyWhereTheLimitIsOff(@TempDir Path folder) throws Exception {
    try (ScriptedUpstream provider = ScriptedUpstream.start();
        Installation product = new Standalone(folder, provider, Map.of("RATE_LIMIT", "off"))) {
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      for (int call = 0; call < 100; call++) {
        assertThat(caller.post("/chat/", LimitsSuite.CHAT).statusCode()).isEqualTo(200);
      }
    }
  }
}
