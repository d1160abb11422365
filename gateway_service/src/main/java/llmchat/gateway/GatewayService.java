package llmchat.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import llmchat.gateway.admin.AdminKey;
import llmchat.gateway.admin.AdminKeySettings;
import llmchat.gateway.chats.UserChats;
import llmchat.gateway.limits.ConfiguredLimiters;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.limits.Limiters;
import llmchat.gateway.page.PageFeature;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.llm.EventLoop;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.Clocks;
import llmchat.server.Version;
import llmchat.server.call.CallListener;
import llmchat.server.call.CallOpener;
import llmchat.server.config.Settings;
import llmchat.server.http.AllowedHosts;
import llmchat.server.http.Bodies;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.DrainSettings;
import llmchat.server.http.ExchangeListeners;
import llmchat.server.http.Health;
import llmchat.server.http.HttpService;
import llmchat.server.http.ProxySettings;
import llmchat.server.http.Route;
import llmchat.server.http.Routes;
import llmchat.server.http.ServerLoad;
import llmchat.server.http.ServerSettings;
import llmchat.server.http.TrustedProxies;
import llmchat.server.load.LoadGuard;
import llmchat.server.observe.EventLoopMetrics;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;
import llmchat.server.tls.ReloadedCertificate;
import llmchat.server.tls.TlsFiles;
import llmchat.server.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway service, from start to graceful stop: a database, the {@link GatewayFeatures} on it,
 * and an HTTP server.
 */
public final class GatewayService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);
  private static final int NUMBER = 1;

  private final Settings settings;
  private final Clocks clocks;
  private final RequestLog log;
  private final Optional<ReloadedCertificate> certificate;
  private final AdminKey adminKey;
  private final Database database;
  private final ServiceMetrics metrics;
  private final LoadGuard load;
  private final GatewayFeatures features;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private @Nullable HttpService http;

  private GatewayService(
      Settings settings, CurrentCatalogue catalogue, RequestLog log, Clocks clocks) {
    this.settings = settings;
    this.clocks = clocks;
    this.log = log;
    this.certificate =
        TlsFiles.of(settings).map(files -> new ReloadedCertificate(files, clocks.time()));
    // In parallel with opening the database, which takes longer.
    CompletableFuture<PageFeature> page = CompletableFuture.supplyAsync(PageFeature::read);
    this.adminKey =
        AdminKey.of(
            settings.find(AdminKeySettings.ADMIN_KEY), settings.get(DatabaseSettings.DATA_DIR));
    this.database =
        Database.open(
            DatabaseSettings.address(settings),
            DatabaseSettings.bounds(settings),
            clocks.time(),
            clocks.nanoTime());
    this.metrics = meters();
    this.load = new LoadGuard(metrics::pool);
    try {
      this.features =
          new GatewayFeatures(
              settings, database, adminKey.secret(), catalogue, page.join(), metrics, load, clocks);
    } catch (RuntimeException failure) {
      closeStore();
      throw failure;
    }
  }

  /**
   * Starts the gateway; blocks while the database is opened. The future completes when the gateway
   * listens, and fails if it cannot.
   *
   * @param catalogue the models and their targets
   * @throws llmchat.gateway.store.StoreOpenException if the database or the admin key cannot be
   *     opened
   */
  public static Future<GatewayService> start(
      Vertx vertx, Settings settings, CurrentCatalogue catalogue, RequestLog log, Clocks clocks) {
    GatewayService service = new GatewayService(settings, catalogue, log, clocks);
    return service
        .listen(vertx)
        .onSuccess(listening -> service.watch(vertx, listening))
        .map(service)
        .onFailure(problem -> service.close());
  }

  private Future<HttpService> listen(Vertx vertx) {
    BodyBounds bounds = BodyBounds.of(settings, load);
    Limiters limiters = ConfiguredLimiters.of(settings, metrics, clocks.nanoTime());
    return HttpService.start(
            vertx,
            listening(),
            ServerLoad.of(settings, load, bounds.replies()),
            loop -> wiring(loop, bounds, limiters.on(loop)),
            clocks.nanoTime())
        .onSuccess(started -> http = started);
  }

  private HttpService.Listening listening() {
    int eventLoops = settings.get(ServerSettings.EVENT_LOOPS);
    String host = settings.get(GatewayListenerSettings.GATEWAY_HOST);
    return new HttpService.Listening(
        NUMBER,
        host,
        settings.get(GatewayListenerSettings.GATEWAY_PORT),
        eventLoops,
        Math.ceilDiv(settings.get(ServerSettings.MAX_OPEN_REQUESTS), eventLoops),
        settings.find(ProxySettings.TRUSTED_PROXIES).orElse(TrustedProxies.NONE),
        AllowedHosts.of(settings, host),
        identity());
  }

  private Future<HttpService.Wiring> wiring(EventLoop loop, BodyBounds bounds, Limiter limiter) {
    EventLoopMetrics meters = metrics.forEventLoop(clocks.nanoTime());
    CallOpener open = new CallOpener(CallListener.of(List.of(meters, log)), clocks.nanoTime());
    Routes routes = features.routes(loop, new Bodies(loop.watch(), bounds), limiter, open);
    Health.addTo(routes, () -> database.ready() && !stopping.get());
    return limiter
        .ready()
        .map(ready -> new HttpService.Wiring(routes, new ExchangeListeners(List.of(meters, log))));
  }

  private void watch(Vertx vertx, HttpService listening) {
    certificate.ifPresent(shown -> shown.watch(vertx, listening::useCertificate));
    // Now and periodically until Vert.x is closed.
    vertx.setPeriodic(
        0,
        UserChats.UNDO.toMillis(),
        timer ->
            features
                .chats()
                .tidy()
                .onFailure(fault ->
                    LOG.warn("deleted chats could not be removed: {}", fault.getMessage())));
  }

  /** The pools of resources that callers share. */
  public LoadGuard load() {
    return load;
  }

  /** The metrics of this gateway. */
  public ServiceMetrics metrics() {
    return metrics;
  }

  /** The certificate that clients get; empty without HTTPS. */
  public Optional<TlsIdentity> identity() {
    return certificate.map(ReloadedCertificate::identity);
  }

  /** The port that it listens on. */
  public int port() {
    return http().port();
  }

  /** All routes; they are the same on each event loop. */
  public List<Route> routes() {
    return http().routes();
  }

  /** The admin key, and its file if it was generated. */
  public AdminKey adminKey() {
    return adminKey;
  }

  /**
   * Drains the gateway: not ready at once, no new work after {@code DRAIN_DELAY}. Completes when
   * all calls have ended, or {@code DRAIN_TIMEOUT} has passed. Any thread.
   */
  public Future<Void> drain() {
    stopping.set(true);
    return http()
        .drain(
            features.generation()::idle,
            settings.get(DrainSettings.DRAIN_DELAY),
            settings.get(DrainSettings.DRAIN_TIMEOUT))
        .eventually(features.generation()::interrupt);
  }

  /** Closes features and database; blocks for a few seconds. The server closes with Vert.x. */
  @Override
  public void close() {
    features.close();
    closeStore();
  }

  private void closeStore() {
    database.close();
    metrics.close();
  }

  private HttpService http() {
    return Objects.requireNonNull(http, "not listening yet");
  }

  private ServiceMetrics meters() {
    ServiceMetrics meters = new ServiceMetrics("gateway", Version.TEXT);
    meters.gauge(
        "database_ready",
        "1 if the last attempt to get a connection succeeded",
        () -> database.ready() ? 1 : 0);
    meters.gauge("database_queue_depth", "Database operations waiting", database::waiting);
    certificate.ifPresent(shown ->
        meters.gauge(
            "tls_certificate_expiry_seconds",
            "When the certificate expires, in seconds since 1970",
            () -> shown.identity().expiresAt().getEpochSecond()));
    return meters;
  }
}
