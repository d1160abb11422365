package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.Gate;
import llmchat.testkit.Headers;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.Test;

/** Silence on either side, with clocks that the test moves on. */
class SilenceTest extends WireTest {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(16);

  SilenceTest(Product product) {
    super(product);
  }

  @Test
  void keepsAStreamAliveWhileTheProviderThinks() throws IOException {
    Gate thought = new Gate();
    Gate pause = new Gate();
    upstream.enqueue(
        Reply.events(OpenAi.chunk("a"), pause, OpenAi.finish("stop"), OpenAi.done())
            .after(thought));
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      thought.awaitReached(SOON);
      product.pass(KEEP_ALIVE);
      Sse events = client.readEvents(client.readHead());
      assertThat(events.next().orElseThrow().raw()).isEqualTo(Bytes.utf8(": ping\n"));
      product.pass(KEEP_ALIVE);
      assertThat(events.next().orElseThrow().raw()).isEqualTo(Bytes.utf8(": ping\n"));

      thought.open();
      assertThat(events.nextData().orElseThrow().raw()).isEqualTo(OpenAi.chunk("a"));
      product.pass(KEEP_ALIVE);
      assertThat(events.next().orElseThrow().raw()).isEqualTo(Bytes.utf8(": ping\n"));
      pause.open();
      assertThat(events.nextData().orElseThrow().raw()).isEqualTo(OpenAi.finish("stop"));
      assertThat(events.nextData().orElseThrow().isDone()).isTrue();
    }
  }

  @Test
  void sendsNoKeepAliveIntoAnEventThatIsNotWhole() throws IOException {
    Bytes chunk = OpenAi.chunk("a");
    Gate middle = new Gate();
    upstream.enqueue(
        Reply.events(
            OpenAi.role(),
            chunk.slice(0, 20),
            middle,
            chunk.slice(20, chunk.size()),
            OpenAi.finish("stop"),
            OpenAi.done()));
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      Sse events = client.readEvents(client.readHead());
      assertThat(events.nextData().orElseThrow().raw()).isEqualTo(OpenAi.role());
      middle.awaitReached(SOON);
      product.pass(KEEP_ALIVE);
      assertThat(events.next().orElseThrow().raw()).isEqualTo(Bytes.utf8(": ping\n"));
      middle.open();

      assertThat(events.nextData().orElseThrow().raw()).isEqualTo(chunk);
    }
  }

  @Test
  void reportsAFailureBehindAKeepAliveAsAnEvent() throws IOException {
    Gate thought = new Gate();
    upstream.enqueue(
        Reply.json(400, OpenAi.error("too long", "invalid_request_error", null)).after(thought));
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      thought.awaitReached(SOON);
      product.pass(KEEP_ALIVE);
      Sse events = client.readEvents(client.readHead());
      assertThat(events.next().orElseThrow().comments()).containsExactly("ping");
      thought.open();

      var error = events.nextData().orElseThrow();
      assertThat(error.name()).hasValue("error");
      assertThat(error.data()).contains("too long");
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void letsTheOfficialClientSleepThroughAKeepAlive() throws InterruptedException {
    Gate thought = new Gate();
    upstream.enqueue(
        Reply.events(OpenAi.chunk("a"), OpenAi.finish("stop"), OpenAi.done()).after(thought));
    var client =
        OpenAIOkHttpClient.builder()
            .baseUrl("http://127.0.0.1:" + product.port() + "/v1")
            .apiKey(product.key())
            .build();
    var params =
        ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage("Hi").build();
    CountDownLatch begun = new CountDownLatch(1);
    var words =
        CompletableFuture.supplyAsync(() -> {
          try (var stream = client.chat().completions().createStreaming(params)) {
            begun.countDown();
            return stream.stream().mapToInt(chunk -> chunk.choices().size()).sum();
          }
        });
    thought.awaitReached(SOON);
    product.pass(KEEP_ALIVE);

    // The head came with the first comment: nothing else has been sent.
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    thought.open();
    assertThat(words.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(2);
    client.close();
  }

  @Test
  void givesUpABodyThatStopsComing() throws Exception {
    try (RawClient client = product.connect()) {
      client
          .send(
              RawClient.request(
                  "POST",
                  CHAT,
                  Headers.of(authorized("Content-Length", "5000", "Expect", "100-continue")),
                  Bytes.EMPTY))
          .send(QUESTION);
      assertThat(client.readResponse().status()).isEqualTo(100);

      error(whilePassing(Duration.ofSeconds(21), client::readResponse), 408);
    }
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void closesAConnectionWhoseHeadDoesNotCome() throws Exception {
    try (RawClient client = product.connect()) {
      client.send("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      assertThat(get("/v1/models").status()).isEqualTo(200);

      assertThat(whilePassing(Duration.ofSeconds(11), client::readToEnd)).isEqualTo(Bytes.EMPTY);
    }
  }

  @Test
  void closesAConnectionThatIsKeptForNothing() throws Exception {
    try (RawClient client = product.connect()) {
      client.get("/v1/models", authorized());
      assertThat(client.readResponse().status()).isEqualTo(200);

      assertThat(whilePassing(Duration.ofSeconds(76), client::readToEnd)).isEqualTo(Bytes.EMPTY);
    }
  }

  /**
   * Lets that much time pass again and again until the answer is there: before the first time the
   * server may not have seen yet what the client has sent.
   */
  private <T> T whilePassing(Duration silence, Callable<T> answer) throws Exception {
    FutureTask<T> reading = new FutureTask<>(answer);
    Thread.ofVirtual().start(reading);
    while (true) {
      product.pass(silence);
      try {
        return reading.get(300, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        // The client's own patience ends the loop: reading fails then.
      }
    }
  }
}
