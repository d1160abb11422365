package llmchat.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import llmchat.llm.BodyMemory;
import llmchat.llm.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private static final int LARGE = 100_000;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  /** Once the memory of a reply took the place of the request's, which was never given back. */
  @Test
  void givesTheMemoryOfRequestAndReplyBackOneExchangeAfterAnother() throws Exception {
    Echo echo =
        new Echo(new BodyBounds(LARGE, new BodyMemory(2 * LARGE), new BodyMemory(2 * LARGE)));
    vertx.deployVerticle(echo).await();

    for (int call = 1; call <= 10; call++) {
      assertThat(post(echo.port, "x".repeat(LARGE))).as("call %d", call).isEqualTo(200);
    }
  }

  private int post(int port, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/echo"))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  /** A server that answers with the body it got. */
  private static final class Echo extends VerticleBase {
    private final BodyBounds bounds;
    private int port;

    private Echo(BodyBounds bounds) {
      this.bounds = bounds;
    }

    @Override
    public Future<?> start() {
      EventLoop loop = EventLoop.current(vertx, System::nanoTime);
      Bodies bodies = new Bodies(loop.watch(), bounds);
      Routes routes = new Routes().post("/echo", ErrorShape.OPENAI, each -> echo(bodies, each));
      return new HttpServerFront(vertx, loop.watch(), routes, new Listeners(List.of()), 10)
          .listen("127.0.0.1", 0, 1)
          .onSuccess(free -> port = free);
    }

    private static void echo(Bodies bodies, Exchange exchange) {
      bodies
          .read(exchange)
          .onSuccess(body -> reply(bodies, exchange, body))
          .onFailure(exchange::fail);
    }

    private static void reply(Bodies bodies, Exchange exchange, Buffer body) {
      assertThat(bodies.forReply(exchange).grow(body.length())).isTrue();
      exchange.send(200, body);
    }
  }
}
