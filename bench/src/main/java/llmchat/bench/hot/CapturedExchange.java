package llmchat.bench.hot;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import llmchat.llm.BodyMemory;
import llmchat.llm.Watch;
import llmchat.server.http.EventLoopServer;
import llmchat.server.http.Exchange;
import llmchat.server.http.ExchangeListeners;
import llmchat.server.http.Routes;
import llmchat.server.http.ServerLoad;
import llmchat.testkit.RawClient;

/**
 * An exchange as the gateway has them: a request came over a socket, and its connection stays open.
 * One thread at a time may use it, for its event loop has nothing to do any more.
 */
final class CapturedExchange implements AutoCloseable {
  private static final String PATH = "/v1/chat/completions";

  private final Vertx vertx;
  private final RawClient client;
  private final Exchange exchange;

  private CapturedExchange(Vertx vertx, RawClient client, Exchange exchange) {
    this.vertx = vertx;
    this.client = client;
    this.exchange = exchange;
  }

  /**
   * Sends one request and keeps what the gateway makes of it; blocks.
   *
   * @param handler what is done with the exchange on its event loop
   * @param headers names and values in turn
   */
  static CapturedExchange of(Consumer<Exchange> handler, String... headers) {
    Vertx vertx = Vertx.vertx();
    CompletableFuture<Exchange> captured = new CompletableFuture<>();
    Server server =
        new Server(exchange -> {
          handler.accept(exchange);
          captured.complete(exchange);
        });
    vertx.deployVerticle(server).await();
    try {
      RawClient client = RawClient.connect(server.port).post(PATH, "{}", headers);
      return new CapturedExchange(vertx, client, captured.join());
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
    vertx.close().await();
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
      return new EventLoopServer(vertx, watch, routes, new ExchangeListeners(List.of()), load, 16)
          .listen("127.0.0.1", 0, 1)
          .onSuccess(bound -> port = bound);
    }
  }
}
