package llmchat.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import llmchat.llm.BodyMemory;
import llmchat.llm.Watch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send or take at a trickle, or open many connections; time passes as tests say. */
class SlowClientsTest {
  /** More than the sockets of a connection hold. */
  private static final int LARGE = 32 << 20;

  private static final Duration HALF_A_STRETCH = Duration.ofSeconds(15);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final AtomicLong time = new AtomicLong(1);
  private final AtomicLong ticks = new AtomicLong();
  private final ServerLoad load = ServerLoad.alone(new BodyMemory(2L * LARGE), 10);
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

  @ParameterizedTest
  @ValueSource(strings = {"/known", "/unknown"})
  void refusesABodyThatTrickles(String path) throws Exception {
    try (Socket socket = connect(4096)) {
      send(socket, head(path, 100_000));
      send(socket, "x".repeat(9_000));
      pass(HALF_A_STRETCH);
      send(socket, "x".repeat(100));
      pass(HALF_A_STRETCH);

      assertThat(status(socket)).isEqualTo("408");
    }
  }

  @Test
  void takesABodyThatComesSlowlyButSteadily() throws Exception {
    try (Socket socket = connect(4096)) {
      send(socket, head("/known", 160_000));
      for (int sent = 20_000; sent < 160_000; sent += 20_000) {
        send(socket, "x".repeat(20_000));
        pass(HALF_A_STRETCH);
      }
      send(socket, "x".repeat(20_000));

      assertThat(status(socket)).isEqualTo("200");
    }
  }

  @Test
  void cutsWhoTakesAnAnswerAtATrickle() throws Exception {
    try (Socket socket = connect(4096)) {
      send(socket, "GET /large HTTP/1.1\r\nhost: localhost\r\n\r\n");
      assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
      for (int i = 0; i < 6; i++) {
        pass(Duration.ofSeconds(40));
        assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);
      }
      await("the connection is given up", () -> load.connections().taken() == 0);

      assertThat(drain(socket.getInputStream())).isLessThan(LARGE);
    }
  }

  /** The kernel takes more only now and then; meanwhile it must not look stuck. */
  @Test
  void leavesWhoTakesItSlowlyButSteadily() throws Exception {
    try (Socket socket = connect(64 * 1024)) {
      send(socket, "GET /large HTTP/1.1\r\nhost: localhost\r\n\r\n");
      long taken = 0;
      for (int i = 0; i < 20; i++) {
        taken += socket.getInputStream().readNBytes(500_000).length;
        pass(Duration.ofSeconds(30));
      }
      assertThat(taken + drain(socket.getInputStream())).isGreaterThan(LARGE);
    }
  }

  @Test
  void closesConnectionsOfAnAddressThatHasItsShare() throws Exception {
    long most = load.connections().terms().most();
    Socket[] sockets = new Socket[Math.toIntExact(most)];
    try {
      for (int i = 0; i < most; i++) {
        sockets[i] = connect(4096);
      }
      await("some are refused", () -> load.connections().sharesUsed() == most - most * 4 / 5);
      assertThat(load.connections().taken()).isEqualTo(most * 4 / 5);
    } finally {
      for (Socket socket : sockets) {
        if (socket != null) {
          socket.close();
        }
      }
    }
    await("all are given back", () -> load.connections().taken() == 0);
    try (Socket socket = connect(4096)) {
      send(socket, "GET /small HTTP/1.1\r\nhost: localhost\r\n\r\n");
      assertThat(status(socket)).isEqualTo("200");
    }
  }

  private Socket connect(int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static String head(String path, int length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nhost: localhost\r\ncontent-length: "
        + length
        + "\r\n\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), ISO_8859_1).substring(9);
  }

  /** What comes until the server closes, in whatever way. */
  private static long drain(InputStream in) {
    long all = 0;
    try {
      byte[] bytes = new byte[65_536];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        all += read;
      }
    } catch (IOException reset) {
      return all;
    }
    return all;
  }

  /** Lets time pass after the server has read what was sent to it, and before it does more. */
  private void pass(Duration length) {
    long before = ticks.get();
    await("a look", () -> ticks.get() > before + 1);
    time.addAndGet(length.toNanos());
    long then = ticks.get();
    await("a look", () -> ticks.get() > then + 1);
  }

  private static void await(String what, BooleanSupplier condition) {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(patience);
      Thread.onSpinWait();
    }
  }

  /** One event loop. */
  private final class Server extends VerticleBase {
    private volatile int port;

    @Override
    public Future<?> start() {
      Watch watch = new Watch(vertx, time::get);
      watch.add(now -> ticks.incrementAndGet());
      Bodies bodies =
          new Bodies(
              watch,
              BodyBounds.alone(1_000_000, new BodyMemory(1 << 20), new BodyMemory(LARGE), 100));
      Routes routes = new Routes();
      routes.post("/unknown", exchange -> read(bodies, exchange));
      routes.post(
          "/known",
          exchange -> {
            assertThat(exchange.countForUser("usr_1")).isEmpty();
            read(bodies, exchange);
          });
      routes.get("/large", exchange -> exchange.send(200, Buffer.buffer(new byte[LARGE])));
      routes.get("/small", exchange -> exchange.send(200, Buffer.buffer("{}")));
      return new EventLoopServer(vertx, watch, routes, new ExchangeListeners(List.of()), load, 100)
          .listen("127.0.0.1", 0, 1)
          .onSuccess(taken -> port = taken);
    }

    private static void read(Bodies bodies, Exchange exchange) {
      bodies
          .read(exchange)
          .onFailure(exchange::fail)
          .onSuccess(body -> exchange.send(200, Buffer.buffer("{}")));
    }
  }
}
