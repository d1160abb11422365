package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import llmchat.product.Product;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, hosts, methods and fields that want to be understood in two ways. */
class HostileTest extends WireTest {
  HostileTest(Product product) {
    super(product);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/../metrics",
        "//metrics",
        "/%2e%2e/metrics",
        "/v1/%2e%2e/metrics",
        "/metrics;x",
        "/METRICS",
        "/metrics%2f",
        "/metrics%5c",
        "/metrics%00",
        "/./metrics",
        "/%6detrics",
        "\\metrics",
        "*"
      })
  void doesNotFindADisguisedPath(String target) throws IOException {
    try (RawClient client = product.connect()) {
      client.get(target, "Authorization", "Bearer " + Product.ADMIN_KEY);

      assertThat(client.readResponse().status()).isIn(400, 404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/metrics/",
        "/metrics?x",
        "/metrics#x",
        "http://x/metrics",
        "/chat/a/b/history"
      })
  void showsTheAdminsPagesToNobodyElse(String target) throws IOException {
    for (String[] key :
        new String[][] {{}, {"Authorization", "Bearer " + product.key()}, {"X-Admin", "true"}}) {
      try (RawClient client = product.connect()) {
        client.get(target, key);

        assertThat(client.readResponse().status()).isIn(400, 403, 404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/models HTTP/1.1\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nhost: a\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: a/b?c\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: user@a\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /v1/models HTTP/2.0\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTP/3.7\r\nHost: localhost\r\n\r\n",
        "GET /v1/models HTTQ/1.1\r\nHost: localhost\r\n\r\n",
        "GET /v1/models\r\nHost: localhost\r\n\r\n",
        "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "nonsense\r\n\r\n",
        "\u0016\u0003\u0001\u0002\r\n\r\n"
      })
  void refusesAHeadThatIsNotProperAndClosesTheConnection(String request) throws IOException {
    try (RawClient client = product.connect()) {
      String answer = client.send(request).readToEnd().latin1();

      assertThat(answer).matches("(?s)HTTP/1\\.[01] (400|505) .*");
    }
  }

  @Test
  void refusesAHostOfTenKilobytes() throws IOException {
    RawResponse answer =
        exchange("GET /livez HTTP/1.1\r\nHost: " + "a".repeat(10_000) + "\r\n\r\n");

    error(answer, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:8001", "[::1]:8001", "gateway_1.internal", ""})
  void servesUnderAnyProperHost(String host) throws IOException {
    assertThat(exchange("GET /livez HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "DELETE", "PUT", "PATCH", "CONNECT", "PROPFIND", "get"})
  void refusesOtherMethods(String method) throws IOException {
    RawResponse answer =
        exchange(
            method
                + " /v1/models HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + product.key()
                + "\r\n\r\n");

    assertThat(answer.status()).isIn(400, 405);
    assertThat(answer.body().utf8()).doesNotContain(product.key());
  }

  @Test
  void takesNoOtherMethodFromAHeader() throws IOException {
    RawResponse answer =
        get(CHAT, "X-HTTP-Method-Override", "POST", "X-Method-Override", "POST", "_method", "POST");

    error(answer, 405);
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void sendsCallsToTheOperatorsProviderWhateverTheBodySays() throws IOException {
    String body =
        "{\"model\":\"gpt-4o-mini\",\"api_base\":\"http://127.0.0.1:1\",\"base_url\":\"http://x\","
            + "\"api_key\":\"k\",\"extra_body\":{\"api_base\":\"http://x\"},"
            + "\"litellm_params\":{\"api_base\":\"http://x\"}}";

    assertThat(passed(body).header("authorization")).isEqualTo("Bearer " + Product.PROVIDER_KEY);
  }

  @Test
  void splitsNoHeaderOfAnyAnswer() throws IOException {
    for (String target :
        new String[] {
          "/v1/models/a%0d%0aX-Evil:%201", "/v1/x%0d%0aX-Evil:%201", "/v1/%0aX-Evil:1"
        }) {
      RawResponse answer = get(target);

      error(answer, 404);
      assertThat(answer.headers().has("x-evil")).isFalse();
    }
  }

  @Test
  void keepsAModelsNameWithinItsEventAndItsLine() throws IOException {
    RawResponse answer =
        chat("{\"stream\":true,\"model\":\"a\\n\\ndata: {\\\"evil\\\":1}\\n\\n\"}");

    error(answer, 404);
    assertThat(answer.body().utf8()).doesNotContain("\n", "\r");
  }
}
