package llmchat.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventScannerTest {
  private static final String STREAM =
      """
      : keep-alive

      data: {"id":"a","choices":[{"index":0,"delta":{"role":"assistant","content":"1 word"}}]}

      event: message
      data: {"choices": [{"delta": {"content": "2 word", "role": null}, "finish_reason": null}]}

      data:{"choices":[{"delta" : {"content" : "12 \\"content\\":\\"99"}}],"error":null}

      data: {"choices":[{"delta":{"content":null}}]}

      data: {"choices":[{"delta":{"content":""},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"total_tokens":3}}

      data: [DONE]

      """;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void findsTheNumbersHoweverTheBytesAreCut(String lineEnd) {
    var bytes = STREAM.replace("\n", lineEnd).getBytes(UTF_8);
    for (var cut = 0; cut <= bytes.length; cut++) {
      var heard = new Heard();
      var scanner = new EventScanner(heard);
      scanner.feed(bytes, 0, cut);
      scanner.feed(bytes, cut, bytes.length);
      assertThat(heard.events).as("cut at %d", cut).containsExactly("1", "2", "12", "done");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\":{\"message\":\"upstream\"}}\n\n",
        "event: error\ndata: {}\n\n",
        "data: {\"error\" : \"gone\"}\n\n"
      })
  void anErrorEventIsHeard(String event) {
    assertThat(events(event)).containsExactly("error");
  }

  @Test
  void aLineThatIsNotCompleteIsNoEvent() {
    assertThat(events("data: [DONE]")).isEmpty();
  }

  private static List<String> events(String text) {
    var heard = new Heard();
    var bytes = text.getBytes(UTF_8);
    new EventScanner(heard).feed(bytes, 0, bytes.length);
    return heard.events;
  }

  private static final class Heard implements EventScanner.Listener {
    final List<String> events = new ArrayList<>();

    @Override
    public void numbered(int number) {
      events.add(String.valueOf(number));
    }

    @Override
    public void error() {
      events.add("error");
    }

    @Override
    public void done() {
      events.add("done");
    }
  }
}
