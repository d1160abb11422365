package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever form of SSE a provider writes, and however it is cut: clients see one form. */
class SafeDialectTest extends WireTest {
  private static final String CHUNK =
      "{\"choices\":[{\"delta\":{\"content\":\"\uD83D\uDE00 é\"}}]}";
  private static final String FINISH = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
  private static final Bytes CLEAN =
      Bytes.join(List.of(OpenAi.event(CHUNK), OpenAi.event(FINISH), OpenAi.done()));

  SafeDialectTest(Product product) {
    super(product);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: %s\r\n\r\ndata: %s\r\n\r\ndata: [DONE]\r\n\r\n",
        "data: %s\r\rdata: %s\r\rdata: [DONE]\r\r",
        "data:%s\n\ndata:%s\n\ndata:[DONE]\n\n",
        ": hello\n\n: again\ndata: %s\n\n:\ndata: %s\n\ndata: [DONE]\n\n",
        "event: message\nid: 7\nretry: 10\ndata: %s\n\nid: 8\ndata: %s\n\ndata: [DONE]\n\n",
        "data: %s\n\n\n\n\ndata: %s\n\ndata: [DONE]",
        "data: %s\n\nevent: ping\n\ndata: %s\n\ndata: [DONE]\n\ndata: late\n\n"
      })
  void bringsEveryFormToTheOneThatAllClientsRead(String form) throws IOException {
    Bytes stream = Bytes.utf8(form.formatted(CHUNK, FINISH));
    for (int size : new int[] {1, 2, 3, 5, 1 << 16}) {
      upstream.enqueue(Reply.events(stream).splitEvery(size));

      assertThat(chat(STREAMED_QUESTION).body()).as("cut every " + size).isEqualTo(CLEAN);
    }
  }

  @Test
  void takesOutANullErrorAndNothingElse() throws IOException {
    upstream.enqueue(
        Reply.events(
            OpenAi.event(
                "{\"a\":1, \"error\": null, \"choices\":[{\"delta\":{\"content\":\"x\"}}]}"),
            OpenAi.event(FINISH),
            OpenAi.done()));

    assertThat(chat(STREAMED_QUESTION).body())
        .isEqualTo(
            Bytes.join(
                List.of(
                    OpenAi.event("{\"a\":1,  \"choices\":[{\"delta\":{\"content\":\"x\"}}]}"),
                    OpenAi.event(FINISH),
                    OpenAi.done())));
  }

  @Test
  void takesNoUnicodeLineSeparatorForTheEndOfALine() throws IOException {
    Bytes chunk =
        OpenAi.event("{\"choices\":[{\"delta\":{\"content\":\"a\u2028b\u2029c\u0085d\"}}]}");
    upstream.enqueue(Reply.events(chunk, OpenAi.event(FINISH), OpenAi.done()).splitEvery(1));

    assertThat(chat(STREAMED_QUESTION).body())
        .isEqualTo(Bytes.join(List.of(chunk, OpenAi.event(FINISH), OpenAi.done())));
  }

  @Test
  void keepsTwoHundredEventsOfOneReadInTheirOrder() throws IOException {
    List<Bytes> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(OpenAi.chunk("word " + i));
    }
    events.add(OpenAi.finish("stop"));
    events.add(OpenAi.done());
    upstream.enqueue(Reply.events(events.toArray(Bytes[]::new)).joined());

    assertThat(chat(STREAMED_QUESTION).body()).isEqualTo(Bytes.join(events));
  }

  @Test
  void passesAnEventOfTwentyMegabytes() throws IOException {
    Bytes large = OpenAi.chunk("A".repeat(20 << 20));
    upstream.enqueue(Reply.events(large, OpenAi.finish("stop"), OpenAi.done()));

    assertThat(
            chat(STREAMED_QUESTION)
                .body()
                .equals(Bytes.join(List.of(large, OpenAi.finish("stop"), OpenAi.done()))))
        .isTrue();
  }
}
