package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.Gate;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawChunk;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawHead;
import llmchat.testkit.RawResponse;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import llmchat.testkit.SseEvent;
import org.junit.jupiter.api.Test;

/** Streamed answers: when their bytes come, which they are, and how they end. */
class StreamsTest extends WireTest {
  private static final String NO_USAGE_ASKED =
      "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[]}";

  StreamsTest(Product product) {
    super(product);
  }

  @Test
  void letsEachEventThroughBeforeTheNextIsMade() throws IOException {
    Gate second = new Gate();
    Gate third = new Gate();
    upstream.enqueue(
        Reply.events(
            OpenAi.role(), second, OpenAi.chunk("a"), third, OpenAi.finish("stop"), OpenAi.done()));
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      Sse events = client.readEvents(client.readHead());

      assertThat(events.nextData().orElseThrow().raw()).isEqualTo(OpenAi.role());
      second.open();
      assertThat(events.nextData().orElseThrow().raw()).isEqualTo(OpenAi.chunk("a"));
      third.open();
      assertThat(events.nextData().orElseThrow().raw()).isEqualTo(OpenAi.finish("stop"));
      assertThat(events.nextData().orElseThrow().isDone()).isTrue();
    }
  }

  @Test
  void sendsTheHeadOfAStreamAsClientsAndProxiesNeedIt() throws IOException {
    RawResponse answer = chat(STREAMED_QUESTION, "Accept-Encoding", "gzip, br");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("content-type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(answer.headers().first("cache-control").orElseThrow()).contains("no-cache");
    assertThat(answer.headers().first("x-accel-buffering")).hasValue("no");
    assertThat(answer.headers().has("content-length")).isFalse();
    assertThat(answer.headers().has("content-encoding")).isFalse();
    assertThat(answer.headers().all("transfer-encoding")).containsExactly("chunked");
  }

  @Test
  void passesOddChunksByteForByte() throws IOException {
    Bytes odd =
        Bytes.utf8(
            "data: { \"z\":1e400 ,\"choices\":[ {\"delta\":{\"content\":\"\\u00e9\\/\"},"
                + "\"new\":[]} ],\"id\":\"x\"}  \n\n");
    upstream.enqueue(Reply.events(odd, OpenAi.finish("stop"), OpenAi.done()));

    assertThat(chat(STREAMED_QUESTION).body())
        .isEqualTo(Bytes.join(List.of(odd, OpenAi.finish("stop"), OpenAi.done())));
  }

  @Test
  void asksTheProviderForUsageAndKeepsItFromAClientThatDidNotAsk() throws IOException {
    RawResponse answer = chat(NO_USAGE_ASKED);

    assertThat(answer.body().utf8()).doesNotContain("\"choices\":[]").endsWith("data: [DONE]\n\n");
    assertThat(upstream.takeRequest().body())
        .isEqualTo(
            Bytes.utf8(
                "{\"stream_options\":{\"include_usage\":true},"
                    + "\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[]}"));
  }

  @Test
  void passesTheUsageOnceToAClientThatAskedBetweenFinishAndDone() throws IOException {
    List<SseEvent> events = Sse.parse(chat(STREAMED_QUESTION).body());

    int last = events.size() - 1;
    assertThat(events.get(last).isDone()).isTrue();
    assertThat(events.get(last - 1).data()).contains("\"choices\":[]", "\"prompt_tokens\":9");
    assertThat(events.get(last - 2).data()).contains("\"finish_reason\":\"stop\"");
    assertThat(events).filteredOn(e -> e.data().contains("\"choices\":[]")).hasSize(1);
    assertThat(upstream.takeRequest().body()).isEqualTo(Bytes.utf8(STREAMED_QUESTION));
  }

  @Test
  void inventsNoUsageForAProviderThatReportsNone() throws IOException {
    upstream.enqueue(Reply.events(OpenAi.chunk("a"), OpenAi.finish("stop"), OpenAi.done()));

    assertThat(chat(STREAMED_QUESTION).body().utf8()).doesNotContain("\"choices\":[]");
  }

  @Test
  void sendsTheLastEventTheTerminatorAndTheEndInOneGo() throws IOException {
    try (RawClient client = product.connect()) {
      for (int i = 0; i < 3; i++) {
        client.post(CHAT, STREAMED_QUESTION, authorized());
        RawResponse answer = client.readResponse();
        RawChunk last = answer.chunks().getLast();
        assertThat(last.data().utf8()).endsWith("data: [DONE]\n\n");
      }
    }
  }

  @Test
  void addsTheTerminatorThatAProviderForgot() throws IOException {
    upstream.enqueue(Reply.events(OpenAi.chunk("a"), OpenAi.finish("stop")));

    assertThat(chat(STREAMED_QUESTION).body())
        .isEqualTo(Bytes.join(List.of(OpenAi.chunk("a"), OpenAi.finish("stop"), OpenAi.done())));
  }

  @Test
  void endsAStreamThatWasCutWithAnErrorAndNoTerminator() throws IOException {
    for (Reply cut :
        List.of(
            Reply.events(OpenAi.role(), OpenAi.chunk("a")),
            Reply.events(OpenAi.role(), OpenAi.chunk("a")).finAfter(Long.MAX_VALUE),
            Reply.events(OpenAi.role(), OpenAi.chunk("a")).closeDelimited())) {
      upstream.enqueue(cut);

      RawResponse answer = chat(STREAMED_QUESTION);

      assertThat(answer.status()).isEqualTo(200);
      List<SseEvent> events = Sse.parse(answer.body());
      assertThat(events).hasSize(3).noneMatch(SseEvent::isDone);
      assertThat(events.getLast().name()).hasValue("error");
      assertThat(events.getLast().data())
          .startsWith("{\"error\":{\"message\":")
          .contains("\"code\":");
      assertThat(answer.body().utf8()).doesNotContain("\"finish_reason\":\"stop\"");
    }
  }

  @Test
  void endsAStreamThatWasResetWithAnError() throws IOException {
    Gate read = new Gate();
    upstream.enqueue(
        Reply.events(OpenAi.role(), read, OpenAi.chunk("a")).resetAfter(OpenAi.role().size()));
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      Sse events = client.readEvents(client.readHead());
      assertThat(events.nextData()).isPresent();
      read.open();

      assertThat(events.nextData().orElseThrow().name()).hasValue("error");
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void passesAProvidersErrorInTheMiddleAndEndsThere() throws IOException {
    String error = OpenAi.error("the model fell over", "server_error", "broke");
    upstream.enqueue(
        Reply.events(OpenAi.chunk("a"), OpenAi.event(error), OpenAi.chunk("b"), OpenAi.done()));

    List<SseEvent> events = Sse.parse(chat(STREAMED_QUESTION).body());

    assertThat(events).hasSize(2);
    assertThat(events.getLast().name()).hasValue("error");
    assertThat(events.getLast().data()).isEqualTo(error);
  }

  @Test
  void answersAnErrorAsTheFirstEventWithAnErrorStatus() throws IOException {
    upstream.enqueue(
        Reply.events(OpenAi.errorEvent("the model is not loaded", "server_error"), OpenAi.done()));

    RawResponse answer = chat(STREAMED_QUESTION);

    assertThat(error(answer, 502).path("message").asString()).isEqualTo("the model is not loaded");
  }

  @Test
  void endsAStreamWithAChunkThatIsNotJsonWithAnError() throws IOException {
    upstream.enqueue(Reply.events(OpenAi.chunk("a"), OpenAi.event("{\"oops\":"), OpenAi.done()));

    List<SseEvent> events = Sse.parse(chat(STREAMED_QUESTION).body());

    assertThat(events).hasSize(2).noneMatch(SseEvent::isDone);
    assertThat(events.getLast().name()).hasValue("error");
  }

  @Test
  void passesTheEmptyFirstChunkOfAzure() throws IOException {
    Bytes first =
        OpenAi.event(
            "{\"choices\":[],\"id\":\"\",\"prompt_filter_results\":[{\"prompt_index\":0}]}");
    upstream.enqueue(Reply.events(first, OpenAi.finish("stop"), OpenAi.done()));

    assertThat(chat(NO_USAGE_ASKED).body())
        .isEqualTo(Bytes.join(List.of(first, OpenAi.finish("stop"), OpenAi.done())));
  }

  @Test
  void passesInterleavedChoicesInTheirOrder() throws IOException {
    Bytes[] chunks = {
      OpenAi.event("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}"),
      OpenAi.event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}"),
      OpenAi.event("{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}"),
      OpenAi.event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}"),
      OpenAi.done()
    };
    upstream.enqueue(Reply.events(chunks));

    assertThat(chat(STREAMED_QUESTION).body()).isEqualTo(Bytes.join(List.of(chunks)));
  }

  @Test
  void answersAStreamedCallThatGotAWholeAnswerWith502() throws IOException {
    upstream.enqueue(Reply.json(200, OpenAi.completion("whole", 1, 1)));

    error(chat(STREAMED_QUESTION), 502);
  }

  @Test
  void answersARefusedStreamWithTheProvidersStatus() throws IOException {
    String body = OpenAi.error("too many tokens", "invalid_request_error", "context_length");
    upstream.enqueue(Reply.json(400, body));

    RawResponse answer = chat(STREAMED_QUESTION);

    error(answer, 400);
    assertThat(answer.body()).isEqualTo(Bytes.utf8(body));
  }

  @Test
  void servesTheNextCallOnTheConnectionOfAStream() throws IOException {
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      RawHead head = client.readHead();
      client.readBody(head).readAllBytes();
      client.get("/v1/models", authorized());

      assertThat(client.readResponse().status()).isEqualTo(200);
    }
  }
}
