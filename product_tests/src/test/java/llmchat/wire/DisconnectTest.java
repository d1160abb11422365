package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.Ending;
import llmchat.testkit.Exchange;
import llmchat.testkit.Headers;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Part;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Clients that go away: the provider is told within a second, and nothing is left behind. */
class DisconnectTest extends WireTest {
  private static final Duration WITHIN = Duration.ofSeconds(1);

  DisconnectTest(Product product) {
    super(product);
  }

  @Test
  void stopsTheProviderOfAStreamBeforeItsFirstEvent() throws IOException {
    upstream.enqueue(Reply.silence());
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      assertStoppedBy(client);
    }
  }

  @Test
  void stopsTheProviderInTheMiddleOfAStream() throws IOException {
    upstream.enqueue(Reply.events(OpenAi.chunk("a")).stallAfter(Long.MAX_VALUE));
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      Sse events = client.readEvents(client.readHead());
      assertThat(events.nextData()).isPresent();
      assertStoppedBy(client);
    }
  }

  @Test
  void stopsTheProviderOfAWholeAnswer() throws IOException {
    upstream.enqueue(Reply.silence());
    try (RawClient client = product.connect()) {
      client.post(CHAT, QUESTION, authorized());
      assertStoppedBy(client);
    }
  }

  @Test
  void takesAClientThatResetsForGone() throws IOException {
    upstream.enqueue(Reply.silence());
    try (RawClient client = product.connect()) {
      client.post(CHAT, QUESTION, authorized());
      Exchange exchange = upstream.takeExchange();
      client.reset();

      assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
    }
  }

  @Test
  void takesAClientThatClosesItsSendingSideForGone() throws IOException {
    upstream.enqueue(Reply.silence());
    try (RawClient client = product.connect()) {
      client.post(CHAT, QUESTION, authorized());
      Exchange exchange = upstream.takeExchange();
      client.halfClose();

      assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
    }
  }

  @Test
  void servesOthersAfterAClientClosedRightBehindTheTerminator() throws IOException {
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      Sse events = client.readEvents(client.readHead());
      var event = events.nextData();
      while (!event.orElseThrow().isDone()) {
        event = events.nextData();
      }
    }

    assertThat(upstream.takeExchange().awaitEnd(WITHIN)).isInstanceOf(Ending.Answered.class);
    assertThat(chat(QUESTION).status()).isEqualTo(200);
  }

  @Test
  void makesNoCallForABodyThatBreaksOff() throws IOException {
    try (RawClient client = product.connect()) {
      client.send(
          RawClient.request(
              "POST",
              CHAT,
              Headers.of(authorized("Content-Length", "5000")),
              Bytes.utf8(QUESTION)));
    }

    assertThat(chat(QUESTION).status()).isEqualTo(200);
    assertThat(upstream.requestCount()).isEqualTo(1);
  }

  @Test
  void leavesNoConnectionBehindAfterManyClientsThatGoAway() throws IOException {
    upstream.otherwise(
        request -> Reply.events(OpenAi.chunk("a"), Part.pause(Duration.ofSeconds(30))));
    for (int i = 0; i < 100; i++) {
      try (RawClient client = product.connect()) {
        client.post(CHAT, STREAMED_QUESTION, authorized());
        assertThat(client.readHead().status()).isEqualTo(200);
      }
    }

    upstream.awaitConnectionsClosed(SOON);
  }

  @Test
  void stopsTheProviderOfAClientThatReadsNothing() throws IOException, InterruptedException {
    Bytes event = OpenAi.chunk("a".repeat(100_000));
    upstream.enqueue(Reply.events(Collections.nCopies(1000, event).toArray(Part[]::new)));
    try (RawClient client = RawClient.connectWithReceiveBuffer(product.port(), 16_384)) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      Exchange exchange = upstream.takeExchange();
      assertThat(client.readHead().status()).isEqualTo(200);
      exchange.awaitStandstill(Duration.ofMillis(300));
      product.pass(Duration.ofSeconds(61));

      assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
    }
  }

  @Test
  void closesOnAProviderThatGoesOnBehindTheTerminator() throws IOException {
    upstream.enqueue(
        Reply.events(
            OpenAi.finish("stop"),
            OpenAi.done(),
            OpenAi.chunk("more"),
            OpenAi.chunk("more"),
            Part.pause(Duration.ofSeconds(30))));

    assertThat(chat(STREAMED_QUESTION).body().utf8()).endsWith("data: [DONE]\n\n");
    assertThat(upstream.takeExchange().awaitEnd(SOON)).isInstanceOf(Ending.ClosedByPeer.class);
  }

  @Test
  void closesOnAProviderThatDoesNotEndBehindTheTerminator() throws IOException {
    upstream.enqueue(
        Reply.events(OpenAi.finish("stop"), OpenAi.done(), Part.pause(Duration.ofSeconds(30))));

    assertThat(chat(STREAMED_QUESTION).body().utf8()).endsWith("data: [DONE]\n\n");
    product.pass(Duration.ofSeconds(6));
    assertThat(upstream.takeExchange().awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
  }

  @Test
  void logsNoFaultForAResetWhileAnotherRequestWaits() throws IOException {
    ListAppender<ILoggingEvent> faults = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger("io.netty");
    upstream.enqueue(Reply.silence());
    faults.start();
    log.addAppender(faults);
    try (RawClient client = product.connect()) {
      client.post(CHAT, QUESTION, authorized()).get("/v1/models", authorized());
      Exchange exchange = upstream.takeExchange();
      client.reset();

      assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
    } finally {
      log.detachAppender(faults);
    }
    assertThat(faults.list).isEmpty();
  }

  private void assertStoppedBy(RawClient client) throws IOException {
    Exchange exchange = upstream.takeExchange();
    client.close();

    assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
  }
}
