package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import llmchat.product.Product;
import llmchat.product.Runs;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bodies at and over the limit: the client can read why, also while it is still sending. */
@Runs(with = "MAX_BODY_SIZE=1MB")
class LargeBodiesTest extends WireTest {
  private static final int LIMIT = 1 << 20;

  LargeBodiesTest(Product product) {
    super(product);
  }

  @Test
  void passesABodyOfExactlyTheLimit() throws IOException {
    String body = QUESTION.replace("Hi", "a".repeat(LIMIT - QUESTION.length() + 2));
    assertThat(body).hasSize(LIMIT);

    assertThat(passed(body).body().equals(Bytes.utf8(body))).isTrue();
  }

  @Test
  void refusesALengthOverTheLimitBeforeTheBodyIsThere() throws IOException {
    try (RawClient client = product.connect()) {
      client.send(head("Content-Length", Integer.toString(LIMIT + 1)));

      assertTooLarge(client.readResponse());
    }
  }

  @Test
  void letsAClientThatSendsItAllReadTheRefusal() throws IOException {
    RawResponse answer = chat("a".repeat(8 * LIMIT));

    assertTooLarge(answer);
  }

  @Test
  void refusesChunksAsSoonAsTheyAreTooMany() throws IOException {
    String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
    try (RawClient client = product.connect()) {
      client.send(head("Transfer-Encoding", "chunked"));
      for (int i = 0; i < 17; i++) {
        client.send(chunk);
      }
      assertTooLarge(client.readResponse());
    }
  }

  @Test
  void letsAClientThatSendsAllItsChunksReadTheRefusal() throws IOException {
    String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
    try (RawClient client = product.connect()) {
      client.send(head("Transfer-Encoding", "chunked")).send(chunk.repeat(100) + "0\r\n\r\n");

      assertTooLarge(client.readResponse());
    }
  }

  @Test
  void letsAClientWithAWrongKeyReadThatWhileItSends() throws IOException {
    try (RawClient client = product.connect()) {
      client.send(
          posting(CHAT, Bytes.utf8("a".repeat(8 * LIMIT)), "Authorization", "Bearer wrong"));

      error(client.readResponse(), 401);
    }
  }

  @Test
  void servesOthersAfterwards() throws IOException {
    chat("a".repeat(LIMIT + 1));

    assertThat(chat(QUESTION).status()).isEqualTo(200);
  }

  private void assertTooLarge(RawResponse answer) {
    JsonNode error = error(answer, 413);
    assertThat(error.path("code").asString()).isEqualTo("request_too_large");
    assertThat(error.path("message").asString()).contains(Integer.toString(LIMIT));
    assertThat(upstream.requestCount()).isZero();
  }

  private Bytes head(String name, String value) {
    return RawClient.request("POST", CHAT, Headers.of(authorized(name, value)), Bytes.EMPTY);
  }
}
