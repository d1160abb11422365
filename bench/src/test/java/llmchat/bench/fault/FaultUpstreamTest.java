package llmchat.bench.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultUpstreamTest {
  private final Vertx vertx = Vertx.vertx();
  private FaultUpstream upstream;
  private Socket socket;

  @BeforeEach
  void connect() throws IOException {
    upstream = FaultUpstream.listen(vertx);
    socket = new Socket(InetAddress.getLoopbackAddress(), upstream.port());
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
    upstream.close();
    vertx.close().await();
  }

  @Test
  void endsTheConnectionInTheMiddleOfTheBodyWhereACutIsAskedFor() throws Exception {
    send(post("{\"content\":\"fault:cut:1\"}"));

    String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

    assertThat(answer).contains("word-1 ", "word-2 ", "word-3 ").doesNotContain("word-4", "[DONE]");
    assertThat(answer).doesNotEndWith("0\r\n\r\n");
  }

  @Test
  void resetsTheConnectionWhereAResetIsAskedFor() throws Exception {
    send(post("{\"content\":\"fault:reset:1\"}"));

    assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  @Test
  void remembersTheBodyOfAChunkedRequestAndAnswersTheNextOneOnItsConnection() throws Exception {
    send("POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    send("5\r\nfault\r\n");
    send("d\r\n:answer:1 end\r\n0\r\n\r\n");
    send(post("fault:answer:2"));

    Duration longest = Duration.ofSeconds(20);
    assertThat(upstream.await(1, longest))
        .hasValueSatisfying(call -> assertThat(call.body()).isEqualTo("fault:answer:1 end"));
    assertThat(upstream.await(2, longest)).isPresent();
  }

  @Test
  void listsTheModelsForWhoeverAsks() throws Exception {
    send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");

    String head = "HTTP/1.1 200 OK\r\n";
    assertThat(new String(socket.getInputStream().readNBytes(head.length()), UTF_8))
        .isEqualTo(head);
    assertThat(upstream.await(1, Duration.ofMillis(1))).as("no call of a probe").isEmpty();
  }

  private void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(UTF_8));
  }

  private static String post(String body) {
    return "POST /v1/chat/completions HTTP/1.1\r\ncontent-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
