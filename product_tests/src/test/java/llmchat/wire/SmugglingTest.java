package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests on whose length or lines two servers may disagree: refused, and the connection is
 * closed, so that nothing behind them is taken for a request.
 */
class SmugglingTest extends WireTest {
  /** What an attacker wants to be read as a request of its own. */
  private static final String HIDDEN = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";

  SmugglingTest(Product product) {
    super(product);
  }

  static Stream<String> doubtfulHeads() {
    return Stream.of(
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding:\u000bchunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5, 6",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "Content-Length: 5 5",
        "Content-Length: five",
        "Content-Length: 99999999999999999999",
        "Content-Length:",
        "Content-Length : 5",
        "Content-Length: 5\r\n folded: 1",
        "Content-Length:\r\n 5",
        "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding: chunked\r\n ",
        "X-A: a\u0000b\r\nContent-Length: 5",
        "X-A: a\rb\r\nContent-Length: 5",
        "X A: 1\r\nContent-Length: 5",
        ": nameless\r\nContent-Length: 5",
        "no-colon\r\nContent-Length: 5");
  }

  @ParameterizedTest
  @MethodSource("doubtfulHeads")
  void refusesADoubtfulHeadAndClosesTheConnection(String fields) throws IOException {
    String answer =
        toEnd(
            "POST "
                + CHAT
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + fields
                + "\r\n\r\n"
                + HIDDEN
                + HIDDEN);

    assertRefusedOnce(answer);
  }

  @Test
  void refusesChunksInHttp10() throws IOException {
    assertRefusedOnce(
        toEnd(
            "POST " + CHAT + " HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN));
  }

  @Test
  void refusesLinesThatEndInABareLineFeed() throws IOException {
    assertRefusedOnce(toEnd("GET /v1/models HTTP/1.1\nHost: x\n\n" + HIDDEN));
  }

  static Stream<String> badChunks() {
    return Stream.of(
        "0x5\r\nabcde\r\n0\r\n\r\n",
        "-1\r\nabcde\r\n0\r\n\r\n",
        "+5\r\nabcde\r\n0\r\n\r\n",
        "100000000\r\nabcde\r\n0\r\n\r\n",
        "ffffffffffffffff1\r\nabcde\r\n0\r\n\r\n",
        "\r\nabcde\r\n0\r\n\r\n",
        "5\r\nabcdefgh\r\n0\r\n\r\n",
        "5;a=\"\n\"\r\nabcde\r\n0\r\n\r\n",
        "5\nabcde\r\n0\r\n\r\n",
        "5\r\nabcde\n0\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("badChunks")
  void closesTheConnectionOnABadChunk(String chunks) throws IOException {
    String answer =
        toEnd(
            "POST "
                + CHAT
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + product.key()
                + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunks
                + HIDDEN);

    assertThat(answer).doesNotContain("200 OK");
    assertThat(count(answer, "HTTP/1.")).isLessThanOrEqualTo(1);
    assertThat(upstream.requestCount()).isZero();
  }

  private String toEnd(String request) throws IOException {
    try (RawClient client = product.connect()) {
      return client.send(Bytes.utf8(request)).readToEnd().latin1();
    }
  }

  private void assertRefusedOnce(String answer) {
    assertThat(answer)
        .matches("(?s)HTTP/1\\.[01] 400 .*")
        .contains("\"type\":\"invalid_request_error\"");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
    assertThat(count(answer, "HTTP/1.")).isEqualTo(1);
    assertThat(upstream.requestCount()).isZero();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
