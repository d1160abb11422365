package llmchat.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageParserTest {
  private static final String ANSWERS =
      """
      HTTP/1.1 100 Continue

      HTTP/1.1 200 OK
      content-length:   5

      helloHTTP/1.1 200 OK
      Transfer-Encoding: Chunked
      X-Other: content-length: 7

      6;name=value
       world
      0a
      0123456789
      0
      Trailer: x

      HTTP/1.1 204 No Content

      HTTP/1.1 503 Service Unavailable
      Connection: Close
      Content-Length: 0

      """
          .replace("\n", "\r\n");

  private final Seen seen = new Seen();

  @Test
  void readsAnswersHoweverTheyAreCut() {
    for (var cut = 0; cut <= ANSWERS.length(); cut++) {
      var each = new Seen();
      var parser = MessageParser.ofResponses(each);
      feed(parser, ANSWERS.substring(0, cut));
      feed(parser, ANSWERS.substring(cut));
      assertThat(each.messages)
          .as("cut at %d", cut)
          .containsExactly("200 hello", "200  world0123456789", "204 ", "503 close ");
      assertThat(parser.closed()).isTrue();
    }
  }

  @Test
  void readsAnswersByteByByte() {
    var parser = MessageParser.ofResponses(seen);
    ANSWERS.chars().forEach(letter -> feed(parser, String.valueOf((char) letter)));
    assertThat(seen.messages).hasSize(4).contains("200  world0123456789");
  }

  @Test
  void aBodyWithoutALengthEndsWithTheConnection() {
    var parser = MessageParser.ofResponses(seen);
    feed(parser, "HTTP/1.1 200 OK\r\n\r\nall of ");
    feed(parser, "this");
    assertThat(seen.messages).isEmpty();
    assertThat(parser.closed()).isTrue();
    assertThat(seen.messages).containsExactly("200 all of this");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
      })
  void aConnectionThatEndsTooEarlyCutsOff(String bytes) {
    var parser = MessageParser.ofResponses(seen);
    feed(parser, bytes);
    assertThat(parser.closed()).isFalse();
    assertThat(seen.messages).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense at all\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 3\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n"
      })
  void refusesWhatIsNoAnswer(String bytes) {
    var parser = MessageParser.ofResponses(seen);
    assertThatThrownBy(() -> feed(parser, bytes)).isInstanceOf(BrokenMessageException.class);
  }

  @Test
  void holdsBetweenMessagesWhenTheSinkWantsNoMore() {
    seen.goOn = false;
    var parser = MessageParser.ofRequests(seen);
    var bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /2".getBytes(US_ASCII);
    var taken = parser.feed(bytes, 0, bytes.length);
    assertThat(taken).isEqualTo(bytes.length - "GET /2".length());
    assertThat(parser.feed(bytes, taken, bytes.length)).isEqualTo(taken);
    parser.resume();
    assertThat(parser.feed(bytes, taken, bytes.length)).isEqualTo(bytes.length);
  }

  private static void feed(MessageParser parser, String text) {
    var bytes = text.getBytes(US_ASCII);
    assertThat(parser.feed(bytes, 0, bytes.length)).isEqualTo(bytes.length);
  }

  /** Each message as its status, whether it closes, and its body. */
  private static final class Seen implements MessageSink {
    final List<String> messages = new ArrayList<>();
    boolean goOn = true;
    private String current = "";

    @Override
    public void head(MessageHead head) {
      current = goOn ? head.status() + (head.close() ? " close " : " ") : "request ";
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
      current += new String(bytes, from, to - from, US_ASCII);
    }

    @Override
    public boolean end() {
      messages.add(current);
      return goOn;
    }
  }
}
