package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventScannerTest {
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
    String text = STREAM.replace("\n", lineEnd);
    for (int cut = 0; cut <= text.length(); cut++) {
      assertThat(events(text.substring(0, cut), text.substring(cut)))
          .as("cut at %d", cut)
          .containsExactly("1", "2", "12", "done");
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

  private static List<String> events(String... pieces) {
    List<String> events = new ArrayList<>();
    EventScanner scanner =
        new EventScanner(
            new EventScanner.Listener() {
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
            });
    List.of(pieces).forEach(scanner::feed);
    return events;
  }
}
