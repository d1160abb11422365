package llmchat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RawClientTest {
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private RawClient client;

  @BeforeEach
  void connect() throws IOException {
    client = RawClient.connect(upstream.port());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    upstream.close();
  }

  @Test
  void readsPipelinedAnswersOneByOne() throws IOException {
    upstream.enqueue(
        Reply.json(200, "1"),
        Reply.events(OpenAi.done()),
        Reply.json(204, "").withoutHeader("Content-Length"));
    client.send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n\r\n");

    assertThat(client.readResponse().body().utf8()).isEqualTo("1");
    assertThat(client.readResponse().body()).isEqualTo(OpenAi.done());
    assertThat(client.readResponse().status()).isEqualTo(204);
  }

  @Test
  void showsTheChunksAsTheyCame() throws IOException {
    upstream.enqueue(Reply.events(OpenAi.comment("a"), OpenAi.done()));

    RawResponse response = client.get("/").readResponse();

    assertThat(response.chunks().getFirst().raw().utf8()).isEqualTo("4\r\n: a\n\r\n");
    assertThat(response.chunks())
        .extracting(RawChunk::data)
        .containsExactly(OpenAi.comment("a"), OpenAi.done());
    assertThat(response.chunks()).extracting(RawChunk::arrivedNanos).isSorted();
  }

  @Test
  void halfClosesAfterItsRequest() throws IOException {
    upstream.enqueue(Reply.silence());

    client.send("GET / HTTP/1.1\r\n\r\n").halfClose();

    assertThat(upstream.takeExchange().awaitEnd(Duration.ofSeconds(5)))
        .isEqualTo(new Ending.ClosedByPeer(0));
    assertThat(client.readToEnd().isEmpty()).isTrue();
  }

  @Test
  void sendsByteByByte() throws IOException {
    client.sendByteByByte(
        RawClient.request("POST", "/x", Headers.of("Content-Length", "2"), Bytes.utf8("{}")));

    client.readResponse();
    assertThat(upstream.takeRequest().body().utf8()).isEqualTo("{}");
  }

  @Test
  void addsNothingToARequestButTheHost() throws IOException {
    client.post("/v1/chat/completions", "{}", "authorization", "Bearer k").readResponse();

    assertThat(upstream.takeRequest().headers().names())
        .containsExactly("Host", "authorization", "Content-Type", "Content-Length");
  }
}
