package llmchat.bench.hot;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import llmchat.llm.BodyMemory;
import llmchat.llm.Watch;
import llmchat.server.http.EventLoopServer;
import llmchat.server.http.Exchange;
import llmchat.server.http.ExchangeListener;
import llmchat.server.http.Routes;
import llmchat.server.http.ServerLoad;

/**
 * An exchange as the gateway has them: a request came over a socket, and its connection stays open.
 * One thread at a time may use it, for its event loop has nothing to do any more.
 */
final class CapturedExchange implements AutoCloseable {
  private static final String PATH = "/v1/chat/completions";
  private static final ExchangeListener NOBODY =
      new ExchangeListener() {
        @Override
        public void started(Exchange exchange) {}

        @Override
        public void streaming(Exchange exchange) {}

        @Override
        public void ended(Exchange exchange) {}
      };

  private final Vertx vertx;
  private final Socket client;
  private final Exchange exchange;

  private CapturedExchange(Vertx vertx, Socket client, Exchange exchange) {
    this.vertx = vertx;
    this.client = client;
    this.exchange = exchange;
  }

  /**
   * Sends one request and keeps what the gateway makes of it; blocks.
   *
   * @param headers whole lines
   * @param handler what is done with the exchange on its event loop
   */
  static CapturedExchange of(List<String> headers, Consumer<Exchange> handler) {
    Vertx vertx = Vertx.vertx();
    CompletableFuture<Exchange> captured = new CompletableFuture<>();
    Server server =
        new Server(exchange -> {
          handler.accept(exchange);
          captured.complete(exchange);
        });
    vertx.deployVerticle(server).toCompletionStage().toCompletableFuture().join();
    return new CapturedExchange(vertx, ask(server.port, headers), captured.join());
  }

  private static Socket ask(int port, List<String> headers) {
    String head =
        "POST "
            + PATH
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Length: 2\r\n"
            + "Content-Type: application/json\r\nUser-Agent: bench\r\nAccept: */*\r\n"
            + String.join("", headers.stream().map(line -> line + "\r\n").toList())
            + "\r\n{}";
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Exchange exchange() {
    return exchange;
  }

  @Override
  public void close() throws IOException {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** The product's own server with one route. */
  private static final class Server extends VerticleBase {
    private final Consumer<Exchange> handler;
    private volatile int port;

    Server(Consumer<Exchange> handler) {
      this.handler = handler;
    }

    @Override
    public Future<Integer> start() {
      Routes routes = new Routes().post(PATH, handler::accept);
      Watch watch = new Watch(vertx, System::nanoTime);
      ServerLoad load = ServerLoad.alone(new BodyMemory(1_000_000), 16);
      return new EventLoopServer(vertx, watch, routes, NOBODY, load, 16)
          .listen("127.0.0.1", 0, 1)
          .onSuccess(bound -> port = bound);
    }
  }
}
