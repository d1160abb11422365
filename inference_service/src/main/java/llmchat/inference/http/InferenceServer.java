package llmchat.inference.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmClients;
import llmchat.llm.Secret;
import llmchat.server.http.Bodies;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.CallReader;
import llmchat.server.http.ErrorShape;
import llmchat.server.http.Exchange;
import llmchat.server.http.Health;
import llmchat.server.http.HttpServerFront;
import llmchat.server.http.Listeners;
import llmchat.server.http.ModelList;
import llmchat.server.http.Routes;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;

/** One event loop's share of the inference service. */
public final class InferenceServer extends VerticleBase {
  /**
   * What all event loops share.
   *
   * @param port where to listen
   * @param token what callers must know, if anything
   * @param models the models served, the default first
   * @param maxOpen requests answered at one time on one event loop, at most
   * @param bound set to the port that was taken
   * @param fronts the servers of all event loops, for the orderly end
   * @param ready whether it can serve, for the probe
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public record Setup(
      String host,
      int port,
      Optional<Secret> token,
      ModelList models,
      String defaultModel,
      String systemPrompt,
      BodyBounds bodies,
      int maxOpen,
      AtomicInteger bound,
      List<HttpServerFront> fronts,
      LlmClients clients,
      ServiceMetrics metrics,
      RequestLog log,
      BooleanSupplier ready,
      LongSupplier nanoTime) {}

  private static final int SERVICE = 2;

  private final Setup setup;

  /** For one event loop. */
  public InferenceServer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public Future<?> start() {
    EventLoop loop = EventLoop.current(vertx, setup.nanoTime);
    LlmClient models = setup.clients.on(loop);
    Bodies bodies = new Bodies(loop.watch(), setup.bodies);
    TokenCheck token = new TokenCheck(setup.token);
    Routes routes = new Routes();
    new ModelRoutes(loop, token, models, new CallReader(bodies, setup.models.names()))
        .addTo(routes);
    new SeedChat(loop, token, models, bodies, setup.defaultModel, setup.systemPrompt).addTo(routes);
    routes.get("/v1/models", ErrorShape.OPENAI, token.guard(setup.models::sendAll));
    routes.get("/v1/models/{model*}", ErrorShape.OPENAI, token.guard(setup.models::sendOne));
    routes.quiet("/metrics", token.guard(this::metrics));
    Health.addTo(routes, setup.ready);
    var listeners = new Listeners(List.of(setup.metrics.forEventLoop(setup.nanoTime), setup.log));
    HttpServerFront front =
        new HttpServerFront(
            vertx, loop.watch(), routes, listeners, setup.bodies.replies(), setup.maxOpen);
    setup.fronts.add(front);
    return front.listen(setup.host, setup.port, SERVICE).onSuccess(setup.bound::set);
  }

  private void metrics(Exchange exchange) {
    exchange.putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.end(200, Buffer.buffer(setup.metrics.prometheus()));
  }
}
