package llmchat.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import llmchat.product.Product;
import llmchat.testkit.Await;
import llmchat.testkit.Http;
import llmchat.testkit.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy in front of the gateway may say about its clients. */
class ProxiesTest {
  @Test
  void believesATrustedProxy(@TempDir Path folder) throws Exception {
    try (TlsGateway gateway = TlsGateway.start(folder, Map.of("TRUSTED_PROXIES", "127.0.0.0/8"));
        Http http = gateway.http(Version.HTTP_2)) {
      Http proxied =
          http.with("X-Forwarded-For", "192.0.2.1, 198.51.100.7")
              .with("X-Forwarded-Proto", "http")
              .with("X-Forwarded-Host", "chat.example");

      HttpResponse<String> in = proxied.postForm("/login/", gateway.logIn());
      String cookie = in.headers().firstValue("set-cookie").orElseThrow();
      assertThat(cookie).doesNotContain("Secure");
      assertThat(secure(gateway, http.with("X-Forwarded-Proto", "https"))).isTrue();
      Http page = proxied.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
      assertThat(page.with("Origin", "http://chat.example").post("/verify_token/", "").statusCode())
          .isEqualTo(200);
      assertThat(page.with("Origin", gateway.origin()).post("/verify_token/", "").statusCode())
          .isEqualTo(403);
      assertLogged(gateway, "client=198.51.100.7");
    }
  }

  @Test
  void doesNotBelieveAnybodyElseAndTellsNoProvider(@TempDir Path folder) throws Exception {
    try (TlsGateway gateway = TlsGateway.start(folder, Map.of("TRUSTED_PROXIES", "10.0.0.0/8"));
        Http http = gateway.caller(Version.HTTP_2)) {
      Http forged =
          http.with("X-Forwarded-For", "198.51.100.7")
              .with("X-Forwarded-Proto", "http")
              .with("X-Forwarded-Host", "chat.example")
              .with("Forwarded", "for=198.51.100.7");

      assertThat(secure(gateway, forged)).isTrue();
      assertThat(forged.post(TlsGateway.CHAT, TlsGateway.QUESTION).statusCode()).isEqualTo(200);
      RecordedRequest passed = gateway.provider().takeRequest();
      assertThat(passed.headers().fields())
          .noneMatch(
              field -> field.name().toLowerCase(java.util.Locale.ROOT).contains("forwarded"));
      assertLogged(gateway, "client=127.0.0.1");
      assertThat(gateway.log()).doesNotContain("198.51.100.7");
    }
  }

  @Test
  void slowsDownWhoGuessesAndNobodyElse(@TempDir Path folder) throws Exception {
    try (TlsGateway gateway = TlsGateway.start(folder, Map.of("TRUSTED_PROXIES", "127.0.0.1"));
        Http http = gateway.http(Version.HTTP_2)) {
      Http guesser = http.with("X-Forwarded-For", "198.51.100.7");
      for (String name : new String[] {"somebody", "nobody"}) {
        String wrong = "username=" + name + "&password=wrong";
        for (int i = 0; i < 5; i++) {
          assertThat(guesser.postForm("/login/", wrong).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> slowed = guesser.postForm("/login/", wrong);
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.body()).isEqualTo("{\"detail\":\"Rate limit exceeded\"}");
        assertThat(slowed.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
      }
      assertThat(guesser.postForm("/login/", gateway.logIn()).statusCode()).isEqualTo(429);

      Http owner = http.with("X-Forwarded-For", "203.0.113.5");
      assertThat(owner.postForm("/login/", gateway.logIn()).statusCode()).isEqualTo(200);
      gateway.pass(Duration.ofSeconds(61));
      assertThat(guesser.postForm("/login/", gateway.logIn()).statusCode()).isEqualTo(200);
      assertLogged(gateway, "rate_limited: 5 failed log-ins/minute");
      assertThat(http.bearer(Product.ADMIN_KEY).get("/metrics").body())
          .contains("gateway_rate_limited_total{limit=\"5 failed log-ins/minute");
    }
  }

  private static boolean secure(TlsGateway gateway, Http http) throws Exception {
    return http.postForm("/login/", gateway.logIn())
        .headers()
        .firstValue("set-cookie")
        .orElseThrow()
        .contains("; Secure");
  }

  /** Lines are written by a thread of its own. */
  private static void assertLogged(TlsGateway gateway, String text) throws Exception {
    Await.until(text, () -> gateway.log().contains(text));
    assertThat(gateway.log()).contains(text);
  }
}
