package llmchat.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import llmchat.llm.BodyMemory;
import llmchat.llm.Watch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What bodies take together while they are received, answered and delivered. */
class BodiesTest {
  /** More than the sockets of a connection hold. */
  private static final int LARGE = 32 << 20;

  private final Vertx vertx = Vertx.vertx();
  private int port;

  @BeforeEach
  void start() throws Exception {
    Server server = new Server();
    vertx.deployVerticle(server).await(20, TimeUnit.SECONDS);
    port = server.port;
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void givesBackWhatEachCallTook() throws IOException {
    for (int call = 0; call < 5; call++) {
      assertThat(status("POST /call HTTP/1.1", "x".repeat(90_000))).isEqualTo("200");
    }
  }

  @Test
  void countsALargeAnswerUntilItIsDelivered() throws Exception {
    try (Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      send(deaf, "GET /large HTTP/1.1", "");
      assertThat(deaf.getInputStream().read()).isEqualTo('H');

      assertThat(status("GET /large HTTP/1.1", "")).isEqualTo("503");
      assertThat(status("GET /small HTTP/1.1", "")).isEqualTo("200");
    }
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String status = status("GET /large HTTP/1.1", "");
    while (!status.equals("200") && System.nanoTime() < patience) {
      Thread.onSpinWait();
      status = status("GET /large HTTP/1.1", "");
    }
    assertThat(status).as("after the first client has gone").isEqualTo("200");
  }

  private String status(String line, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      send(socket, line, body);
      return new String(socket.getInputStream().readNBytes(12), ISO_8859_1).substring(9);
    }
  }

  private static void send(Socket socket, String line, String body) throws IOException {
    String head = line + "\r\nhost: localhost\r\ncontent-length: " + body.length() + "\r\n\r\n";
    socket.getOutputStream().write((head + body).getBytes(ISO_8859_1));
  }

  /** One event loop with room for one body of each kind. */
  private static final class Server extends VerticleBase {
    private volatile int port;

    @Override
    public Future<?> start() {
      Watch watch = new Watch(vertx, System::nanoTime);
      BodyMemory replies = new BodyMemory(LARGE);
      Bodies bodies =
          new Bodies(watch, BodyBounds.alone(100_000, new BodyMemory(100_000), replies, 100));
      ServerLoad load = ServerLoad.alone(replies, 100);
      Routes routes = new Routes();
      routes.post(
          "/call",
          exchange ->
              bodies
                  .read(exchange)
                  .onFailure(exchange::fail)
                  .onSuccess(body -> {
                    bodies.replyMemory(exchange).grow(LARGE);
                    exchange.send(200, Buffer.buffer("{}"));
                  }));
      routes.get("/large", exchange -> exchange.send(200, bytes(LARGE)));
      routes.get("/small", exchange -> exchange.send(200, bytes(100)));
      return new EventLoopServer(vertx, watch, routes, new ExchangeListeners(List.of()), load, 100)
          .listen("127.0.0.1", 0, 1)
          .onSuccess(taken -> port = taken);
    }

    private static Buffer bytes(int length) {
      return Buffer.buffer(new byte[length]);
    }
  }
}
