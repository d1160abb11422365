package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For which names the services answer over the loopback, to which any page can have a name lead.
 */
class HostCheckTest extends WireTest {
  HostCheckTest(Product product) {
    super(product);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:8001", "localhost.evil.example", "127.0.0.1.nip.io"})
  void doNotAnswerForTheNameOfAnotherSite(String host) throws IOException {
    for (int port : ports(product)) {
      for (String path : List.of("/", "/v1/models", "/metrics", "/nowhere", "/api/page")) {
        RawResponse answer = get(port, path, host);

        assertThat(answer.status()).as(path).isEqualTo(421);
        assertThat(answer.body().utf8()).contains("ALLOWED_HOSTS", "TRUSTED_PROXIES");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8001",
        "localhost.",
        "chat.localhost:8001",
        "127.0.0.1:8001",
        "192.0.2.7",
        "[::1]:8001",
        "[2001:db8::1]"
      })
  void answerForThisMachine(String host) throws IOException {
    for (int port : ports(product)) {
      assertThat(get(port, "/v1/models", host).status()).isEqualTo(401);
    }
  }

  @Test
  void answerForTheNamesThatAreSetAndAnythingThatAProxyAsksFor() throws IOException {
    Setup setup = Setup.of(Form.ONE_PROCESS);
    try (Product named = setup.with("ALLOWED_HOSTS", "chat.home,other.home").start()) {
      for (int port : ports(named)) {
        assertThat(get(port, "/v1/models", "Chat.Home:8001").status()).isEqualTo(401);
        assertThat(get(port, "/v1/models", "evil.example").status()).isEqualTo(421);
      }
    }
    try (Product proxied = setup.with("TRUSTED_PROXIES", "127.0.0.1").start()) {
      assertThat(get(proxied.port(), "/v1/models", "chat.example").status()).isEqualTo(401);
    }
  }

  private static List<Integer> ports(Product product) {
    List<Integer> ports = new ArrayList<>(List.of(product.port()));
    ports.add(product.inference().inferencePort());
    return ports;
  }

  private static RawResponse get(int port, String path, String host) throws IOException {
    try (RawClient client = RawClient.connect(port)) {
      return client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").readResponse();
    }
  }
}
