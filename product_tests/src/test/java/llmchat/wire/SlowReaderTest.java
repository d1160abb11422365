package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import llmchat.product.Product;
import llmchat.testkit.Exchange;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Part;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;

/** A client that does not read: its own provider is paused, and nobody else notices. */
class SlowReaderTest extends WireTest {
  /** Far more than sockets and bounded buffers of both hops can hold. */
  private static final long CHUNKS = 8_000;

  private static final Duration QUIET = Duration.ofMillis(500);

  SlowReaderTest(Product product) {
    super(product);
  }

  @Test
  void pausesTheProviderOfAClientThatDoesNotRead() throws IOException, InterruptedException {
    var chunk = OpenAi.chunk("x".repeat(16_000));
    upstream.enqueue(
        Reply.events(Part.repeat(chunk, CHUNKS), OpenAi.finish("stop"), OpenAi.done()));
    try (RawClient client = RawClient.connectWithReceiveBuffer(product.port(), 8_192)) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      assertThat(client.readHead().status()).isEqualTo(200);
      Exchange exchange = upstream.takeExchange();

      assertThat(exchange.awaitStandstill(QUIET)).isLessThan(CHUNKS * chunk.size() / 2);
      assertThat(chat(QUESTION).status()).isEqualTo(200);
    }
  }

  @Test
  void goesOnWhenTheClientReadsAgain() throws IOException, InterruptedException {
    var chunk = OpenAi.chunk("x".repeat(16_000));
    upstream.enqueue(Reply.events(Part.repeat(chunk, 2_000), OpenAi.finish("stop"), OpenAi.done()));
    try (RawClient client = RawClient.connectWithReceiveBuffer(product.port(), 8_192)) {
      client.post(CHAT, STREAMED_QUESTION, authorized());
      var head = client.readHead();
      upstream.takeExchange().awaitStandstill(QUIET);

      long size = 0;
      byte[] buffer = new byte[65_536];
      try (var body = client.readBody(head)) {
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
          size += read;
        }
      }
      assertThat(size)
          .isEqualTo(2_000L * chunk.size() + OpenAi.finish("stop").size() + OpenAi.done().size());
    }
  }
}
