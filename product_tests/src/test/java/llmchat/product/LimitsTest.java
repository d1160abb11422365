package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;

/** The limit of calls, under {@code RATE_LIMIT=5}. */
@Runs(with = "RATE_LIMIT=5")
class LimitsTest extends Suite {
  LimitsTest(Product product) {
    super(product);
  }

  @Test
  void refusesTheSixthCallInAMinuteOfBothApisTogether() throws Exception {
    String key = Account.signUp(http).key();
    Http caller = http.bearer(key);
    Http elsewhere = product.other().bearer(key);

    for (int left = 4; left >= 0; left--) {
      HttpResponse<String> answer =
          left % 2 == 0
              ? caller.post("/chat/", Calls.CHAT)
              : elsewhere.post("/v1/chat/completions", Calls.CALL);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("5");
      assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("" + left);
      assertThat(header(answer, "x-ratelimit-reset-requests")).matches("1m[01]s|[3-5]?[0-9]s");
    }

    HttpResponse<String> seed = elsewhere.post("/chat/", Calls.CHAT);
    assertThat(seed.statusCode()).isEqualTo(429);
    assertThat(seed.body()).isEqualTo("{\"detail\":\"Rate limit exceeded\"}");
    assertRefused(seed);
    HttpResponse<String> openAi = caller.post("/v1/chat/completions", Calls.CALL);
    assertThat(openAi.statusCode()).isEqualTo(429);
    assertThat(Account.json(openAi).path("error").path("code").asString())
        .isEqualTo("rate_limit_exceeded");
    assertRefused(openAi);
  }

  /** At every gateway the same, and to ask is no call. */
  @Test
  void tellsHowAUserStandsWithoutCounting() throws Exception {
    String key = Account.signUp(http).key();
    assertThat(limits(http, key))
        .isEqualTo("[{\"limit\":5,\"window_seconds\":60,\"used\":0,\"resets_in_seconds\":0}]");

    for (int call = 1; call <= 2; call++) {
      assertThat(http.bearer(key).post("/chat", Calls.CHAT).statusCode()).isEqualTo(200);
    }
    for (Http gateway : List.of(http, product.other(), http)) {
      assertThat(limits(gateway, key)).matches(".*\"used\":2,\"resets_in_seconds\":(60|61)}]");
    }
    assertThat(Account.json(product.admin().get("/api/me")).path("limits").size()).isZero();
  }

  private static String limits(Http gateway, String key) throws Exception {
    return Account.json(gateway.bearer(key).get("/api/me")).path("limits").toString();
  }

  @Test
  void countsAUsersSessionAndKeyTogetherAndUsersApart() throws Exception {
    Account ann = Account.signUp(http);
    Http byKey = http.bearer(ann.key());
    Http bySession = http.bearer(ann.logIn(http));
    Http ben = http.bearer(Account.signUp(http).key());

    for (int call = 0; call < 3; call++) {
      assertThat(byKey.post("/chat/", Calls.CHAT).statusCode()).isEqualTo(200);
    }
    for (int call = 0; call < 2; call++) {
      assertThat(bySession.post("/chat/", Calls.CHAT).statusCode()).isEqualTo(200);
    }
    assertThat(bySession.post("/chat/", Calls.CHAT).statusCode()).isEqualTo(429);
    assertThat(byKey.post("/chat/", Calls.CHAT).statusCode()).isEqualTo(429);
    assertThat(ben.post("/chat/", Calls.CHAT).statusCode()).isEqualTo(200);
  }

  @Test
  void countsNeitherWhatIsNoModelCallNorWhatIsWronglySaid() throws Exception {
    Http caller = http.bearer(Account.signUp(http).key());

    for (int call = 0; call < 8; call++) {
      assertThat(caller.get("/v1/models").statusCode()).isEqualTo(200);
      assertThat(caller.post("/verify_token/", "").statusCode()).isEqualTo(200);
      assertThat(caller.post("/chat/", "{}").statusCode()).isEqualTo(422);
    }
    assertThat(
            caller
                .post("/chat/", Calls.CHAT)
                .headers()
                .firstValue("x-ratelimit-remaining-requests"))
        .contains("4");
  }

  @Test
  void doesNotLimitTheAdmin() throws Exception {
    for (int call = 0; call < 12; call++) {
      HttpResponse<String> answer = product.admin().post("/chat/", Calls.CHAT);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-ratelimit-limit-requests")).isEmpty();
    }
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(Integer.parseInt(header(answer, "retry-after"))).isBetween(1, 61);
    assertThat(header(answer, "x-ratelimit-remaining-requests")).isEqualTo("0");
    assertThat(header(answer, "x-ratelimit-limit-requests")).isEqualTo("5");
    assertThat(header(answer, "x-ratelimit-origin")).isEqualTo("gateway");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
