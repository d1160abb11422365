package llmchat.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import llmchat.gateway.http.ShownCertificate;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.limits.Limiters;
import llmchat.gateway.limits.Limiting;
import llmchat.llm.EventLoop;
import llmchat.server.config.KnownSettings;
import llmchat.server.config.Settings;
import llmchat.server.config.TrustedProxies;
import llmchat.server.http.Bodies;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.ExchangeListener;
import llmchat.server.http.Health;
import llmchat.server.http.HttpServerFront;
import llmchat.server.http.Listeners;
import llmchat.server.http.Routes;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;

/** The gateway's HTTP server, which listens with every event loop on one port. Any thread. */
final class GatewayServer {
  private static final int SERVICE = 1;

  private final Settings settings;
  private final Optional<ShownCertificate> certificate;
  private final GatewayFeatures features;
  private final ServiceMetrics metrics;
  private final RequestLog log;
  private final BooleanSupplier ready;
  private final LongSupplier nanoTime;
  private final BodyBounds bounds;
  private final Limiters limiters;
  private final AtomicInteger port = new AtomicInteger();
  private final List<HttpServerFront> fronts = new CopyOnWriteArrayList<>();

  /**
   * Prepares the server.
   *
   * @param certificate what is shown where HTTPS is spoken
   * @param ready whether the gateway can serve, for the probe
   * @param nanoTime a monotonic clock in nanoseconds
   */
  GatewayServer(
      Settings settings,
      Optional<ShownCertificate> certificate,
      GatewayFeatures features,
      ServiceMetrics metrics,
      RequestLog log,
      BooleanSupplier ready,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.certificate = certificate;
    this.features = features;
    this.metrics = metrics;
    this.log = log;
    this.ready = ready;
    this.nanoTime = nanoTime;
    this.bounds = BodyBounds.of(settings);
    this.limiters = Limiting.of(settings, metrics, nanoTime);
  }

  /** Listens; completes when all event loops do. The server ends with its Vert.x. */
  Future<?> listen(Vertx vertx) {
    return vertx
        .deployVerticle(
            Share::new,
            new DeploymentOptions().setInstances(settings.get(KnownSettings.EVENT_LOOPS)))
        .onSuccess(listening -> certificate.ifPresent(shown -> shown.watch(vertx, fronts)));
  }

  /** The port that was taken. */
  int port() {
    return port.get();
  }

  /** The servers of all event loops. */
  List<HttpServerFront> fronts() {
    return fronts;
  }

  /** One event loop's share of the server. */
  private final class Share extends VerticleBase {
    @Override
    public Future<?> start() {
      EventLoop loop = EventLoop.current(vertx, nanoTime);
      Listeners listeners = new Listeners(List.of(metrics.forEventLoop(nanoTime), log));
      Limiter limiter = limiters.on(loop);
      HttpServerFront front = front(loop, routes(loop, limiter, listeners), listeners);
      fronts.add(front);
      return limiter
          .ready()
          .compose(ready ->
              front.listen(
                  settings.get(KnownSettings.GATEWAY_HOST),
                  settings.get(KnownSettings.GATEWAY_PORT),
                  SERVICE))
          .onSuccess(port::set);
    }
  }

  private Routes routes(EventLoop loop, Limiter limiter, ExchangeListener listener) {
    Routes routes = new Routes();
    features.addTo(routes, loop, new Bodies(loop.watch(), bounds), limiter, listener);
    Health.addTo(routes, ready);
    return routes;
  }

  private HttpServerFront front(EventLoop loop, Routes routes, ExchangeListener listener) {
    return new HttpServerFront(
        loop.vertx(),
        loop.watch(),
        routes,
        listener,
        bounds.replies(),
        Math.ceilDiv(
            settings.get(KnownSettings.MAX_OPEN_REQUESTS), settings.get(KnownSettings.EVENT_LOOPS)),
        settings.find(KnownSettings.TRUSTED_PROXIES).orElse(TrustedProxies.NONE),
        certificate.map(ShownCertificate::identity));
  }
}
