package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import llmchat.testkit.Bytes;
import llmchat.testkit.Ending;
import llmchat.testkit.Exchange;
import llmchat.testkit.GatewayUnderTest;
import llmchat.testkit.Headers;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Part;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.Test;

/** Clients that go away: the provider is told within a second, and nothing is left behind. */
class DisconnectTest extends WireTest {
  private static final Duration WITHIN = Duration.ofSeconds(1);

  DisconnectTest(GatewayUnderTest gateway) {
    super(gateway);
  }

  @Test
  void stopsTheProviderOfAStreamBeforeItsFirstEvent() throws IOException {
    upstream.enqueue(Reply.silence());
    try (RawClient client = gateway.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      assertStoppedBy(client);
    }
  }

  @Test
  void stopsTheProviderInTheMiddleOfAStream() throws IOException {
    upstream.enqueue(Reply.events(OpenAi.chunk("a")).stallAfter(Long.MAX_VALUE));
    try (RawClient client = gateway.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      Sse events = client.readEvents(client.readHead());
      assertThat(events.nextData()).isPresent();
      assertStoppedBy(client);
    }
  }

  @Test
  void stopsTheProviderOfAWholeAnswer() throws IOException {
    upstream.enqueue(Reply.silence());
    try (RawClient client = gateway.connect()) {
      client.post(CHAT, QUESTION, authorized());
      assertStoppedBy(client);
    }
  }

  @Test
  void takesAClientThatResetsForGone() throws IOException {
    upstream.enqueue(Reply.silence());
    try (RawClient client = gateway.connect()) {
      client.post(CHAT, QUESTION, authorized());
      Exchange exchange = upstream.takeExchange();
      client.reset();

      assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
    }
  }

  @Test
  void takesAClientThatClosesItsSendingSideForGone() throws IOException {
    upstream.enqueue(Reply.silence());
    try (RawClient client = gateway.connect()) {
      client.post(CHAT, QUESTION, authorized());
      Exchange exchange = upstream.takeExchange();
      client.halfClose();

      assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
    }
  }

  @Test
  void servesOthersAfterAClientClosedRightBehindTheTerminator() throws IOException {
    try (RawClient client = gateway.connect()) {
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
    try (RawClient client = gateway.connect()) {
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
      try (RawClient client = gateway.connect()) {
        client.post(CHAT, STREAMED_QUESTION, authorized());
        assertThat(client.readHead().status()).isEqualTo(200);
      }
    }

    upstream.awaitConnectionsClosed(SOON);
  }

  private void assertStoppedBy(RawClient client) throws IOException {
    Exchange exchange = upstream.takeExchange();
    client.close();

    assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
  }
}
