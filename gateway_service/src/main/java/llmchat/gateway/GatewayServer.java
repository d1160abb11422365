package llmchat.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.limits.Limiters;
import llmchat.gateway.limits.Limiting;
import llmchat.llm.EventLoop;
import llmchat.server.Clocks;
import llmchat.server.call.CallListener;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.Health;
import llmchat.server.http.HttpService;
import llmchat.server.http.Listeners;
import llmchat.server.http.ProxySettings;
import llmchat.server.http.Routes;
import llmchat.server.http.ServerSettings;
import llmchat.server.http.TrustedProxies;
import llmchat.server.observe.EventLoopMetrics;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;
import llmchat.server.tls.TlsIdentity;

/** Puts the gateway's features on event loops, behind one port. Any thread. */
final class GatewayServer {
  private static final int NUMBER = 1;

  private final Settings settings;
  private final GatewayFeatures features;
  private final ServiceMetrics metrics;
  private final RequestLog log;
  private final BooleanSupplier ready;
  private final Clocks clocks;
  private final BodyBounds bounds;
  private final Limiters limiters;

  /**
   * Prepares the server.
   *
   * @param ready whether the gateway can serve, for the probe
   */
  GatewayServer(
      Settings settings,
      GatewayFeatures features,
      ServiceMetrics metrics,
      RequestLog log,
      BooleanSupplier ready,
      Clocks clocks) {
    this.settings = settings;
    this.features = features;
    this.metrics = metrics;
    this.log = log;
    this.ready = ready;
    this.clocks = clocks;
    this.bounds = BodyBounds.of(settings);
    this.limiters = Limiting.of(settings, metrics, clocks.nanoTime());
  }

  /**
   * Starts it; completes when all event loops listen.
   *
   * @param identity with one, nothing but HTTPS is spoken
   */
  Future<HttpService> start(Vertx vertx, Optional<TlsIdentity> identity) {
    return HttpService.start(
        vertx, listening(identity), bounds.replies(), this::on, clocks.nanoTime());
  }

  private HttpService.Wiring on(EventLoop loop) {
    EventLoopMetrics meters = metrics.forEventLoop(clocks.nanoTime());
    CallListener calls = CallListener.of(List.of(meters, log));
    Limiter limiter = limiters.on(loop);
    Routes routes = new Routes();
    features.addTo(routes, loop, new Bodies(loop.watch(), bounds), limiter, calls);
    Health.addTo(routes, ready);
    return new HttpService.Wiring(routes, new Listeners(List.of(meters, log)), limiter.ready());
  }

  private HttpService.Listening listening(Optional<TlsIdentity> identity) {
    int eventLoops = settings.get(ServerSettings.EVENT_LOOPS);
    return new HttpService.Listening(
        NUMBER,
        settings.get(GatewayListenerSettings.GATEWAY_HOST),
        settings.get(GatewayListenerSettings.GATEWAY_PORT),
        eventLoops,
        Math.ceilDiv(settings.get(ServerSettings.MAX_OPEN_REQUESTS), eventLoops),
        settings.find(ProxySettings.TRUSTED_PROXIES).orElse(TrustedProxies.NONE),
        identity);
  }
}
