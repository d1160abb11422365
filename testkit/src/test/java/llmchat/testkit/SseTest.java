package llmchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseTest {
  @Test
  void keepsTheRawBytesOfEveryItem() {
    Bytes stream = Bytes.utf8(": a\n\nevent: error\r\ndata:x\rdata: y\n\n\ndata: [DONE]\n\n");

    List<SseEvent> items = Sse.parse(stream);

    assertThat(Bytes.join(items.stream().map(SseEvent::raw).toList())).isEqualTo(stream);
    assertThat(items.stream().filter(SseEvent::hasData).map(SseEvent::data))
        .containsExactly("x\ny", "[DONE]");
    assertThat(items.get(2).name()).hasValue("error");
    assertThat(items.getLast().isDone()).isTrue();
  }

  @Test
  void splitsLinesOnNothingButCrAndLf() {
    List<SseEvent> items = Sse.parse(Bytes.utf8("data: a\u2028b\u0085c\u000bd  \n\n"));

    assertThat(items)
        .singleElement()
        .extracting(SseEvent::data)
        .isEqualTo("a\u2028b\u0085c\u000bd  ");
  }

  @Test
  void marksAnEventThatWasCut() {
    List<SseEvent> items = Sse.parse(Bytes.utf8("data: a\n\ndata: b\n"));

    assertThat(items).extracting(SseEvent::complete).containsExactly(true, false);
    assertThat(Sse.parse(Bytes.utf8("dat"))).extracting(SseEvent::complete).containsExactly(false);
  }

  @Test
  void givesACommentBeforeTheNextEventIsThere() throws IOException {
    var gate = new Gate();
    try (var upstream = ScriptedUpstream.start();
        var client = RawClient.connect(upstream.port())) {
      upstream.enqueue(Reply.events(OpenAi.comment("ping"), gate, OpenAi.done()));
      Sse events = client.get("/").readEvents(client.readHead());

      assertThat(events.next().orElseThrow().comments()).containsExactly("ping");
      gate.open();
      assertThat(events.nextData().orElseThrow().isDone()).isTrue();
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void showsACommentInTheMiddleOfAnEvent() {
    SseEvent event = Sse.parse(Bytes.utf8("data: a\n: ping\ndata: b\n\n")).getFirst();

    assertThat(event.data()).isEqualTo("a\nb");
    assertThat(event.comments()).containsExactly("ping");
  }
}
