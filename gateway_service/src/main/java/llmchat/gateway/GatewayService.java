package llmchat.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import llmchat.gateway.admin.AdminKey;
import llmchat.gateway.chats.ChatLibrary;
import llmchat.gateway.http.ShownCertificate;
import llmchat.gateway.page.PageFeature;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseAddress;
import llmchat.gateway.store.StoreSettings;
import llmchat.llm.LlmClients;
import llmchat.server.Clocks;
import llmchat.server.Version;
import llmchat.server.config.KnownSettings;
import llmchat.server.config.Settings;
import llmchat.server.config.TlsFiles;
import llmchat.server.config.TlsIdentity;
import llmchat.server.http.Draining;
import llmchat.server.http.Route;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway service, from its start to its orderly end: a database, the {@link GatewayFeatures}
 * over it, and the {@link GatewayServer} before them.
 */
public final class GatewayService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);

  private final Vertx vertx;
  private final Settings settings;
  private final Clocks clocks;
  private final Optional<ShownCertificate> certificate;
  private final AdminKey adminKey;
  private final Database database;
  private final ServiceMetrics metrics;
  private final GatewayFeatures features;
  private final GatewayServer server;
  private final AtomicBoolean stopping = new AtomicBoolean();

  private GatewayService(
      Vertx vertx, Settings settings, LlmClients clients, RequestLog log, Clocks clocks) {
    this.vertx = vertx;
    this.settings = settings;
    this.clocks = clocks;
    this.certificate =
        TlsFiles.of(settings).map(files -> new ShownCertificate(files, clocks.time()));
    // While the database is opened, which takes longer.
    CompletableFuture<PageFeature> page = CompletableFuture.supplyAsync(PageFeature::read);
    this.adminKey =
        AdminKey.of(settings.find(KnownSettings.ADMIN_KEY), settings.get(KnownSettings.DATA_DIR));
    this.database =
        Database.open(databaseOf(settings), store(settings), clocks.time(), clocks.nanoTime());
    this.metrics = meters();
    try {
      this.features =
          new GatewayFeatures(
              settings, database, adminKey.secret(), clients, page.join(), metrics, clocks);
    } catch (RuntimeException failure) {
      closeStore();
      throw failure;
    }
    this.server =
        new GatewayServer(
            settings,
            certificate,
            features,
            metrics,
            log,
            () -> database.ready() && !stopping.get(),
            clocks.nanoTime());
  }

  /**
   * Starts the gateway; blocks while the database is opened. The future completes when it listens.
   *
   * @param clients the way to the models
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Future<GatewayService> start(
      Vertx vertx,
      Settings settings,
      LlmClients clients,
      RequestLog log,
      InstantSource time,
      LongSupplier nanoTime) {
    GatewayService service =
        new GatewayService(vertx, settings, clients, log, new Clocks(time, nanoTime));
    return service
        .server
        .listen(vertx)
        .map(service)
        .onSuccess(GatewayService::tidyChats)
        .onFailure(problem -> service.close());
  }

  /** Its meters. */
  public ServiceMetrics metrics() {
    return metrics;
  }

  /** What it shows to its clients, if it speaks HTTPS. */
  public Optional<TlsIdentity> identity() {
    return certificate.map(ShownCertificate::identity);
  }

  /** The port on which it listens. */
  public int port() {
    return server.port();
  }

  /** Everything that it answers, the same on each event loop. */
  public List<Route> routes() {
    return server.fronts().getFirst().routes();
  }

  /** The admin key and where it lies. */
  public AdminKey adminKey() {
    return adminKey;
  }

  /**
   * Is not ready from now on, takes no new work when the delay has passed, and completes when what
   * runs has ended or the time to drain is over. Any thread.
   */
  public Future<Void> drain() {
    stopping.set(true);
    return Draining.drain(
            vertx,
            server.fronts(),
            features.calls()::idle,
            settings.get(KnownSettings.DRAIN_DELAY),
            settings.get(KnownSettings.DRAIN_TIMEOUT),
            clocks.nanoTime())
        .eventually(features.calls()::interrupt);
  }

  /** Closes what it holds; blocks for some seconds at most. The servers end with their Vert.x. */
  @Override
  public void close() {
    features.close();
    closeStore();
  }

  private void closeStore() {
    database.close();
    metrics.close();
  }

  /** Removes deleted chats for good, now and from time to time, until Vert.x is closed. */
  private void tidyChats() {
    vertx.setPeriodic(
        0,
        ChatLibrary.UNDO.toMillis(),
        timer ->
            features
                .calls()
                .tidy()
                .onFailure(fault ->
                    LOG.warn("deleted chats could not be removed: {}", fault.getMessage())));
  }

  private ServiceMetrics meters() {
    ServiceMetrics metrics = new ServiceMetrics("gateway", Version.TEXT);
    metrics.gauge(
        "database_ready",
        "1 while the last connection that was wanted could be had",
        () -> database.ready() ? 1 : 0);
    metrics.gauge("database_queue_depth", "Database work that waits", database::waiting);
    certificate.ifPresent(shown ->
        metrics.gauge(
            "tls_certificate_expiry_seconds",
            "When the certificate expires, in seconds since 1970",
            () -> shown.identity().expiresAt().getEpochSecond()));
    return metrics;
  }

  /** Where the gateway's database is, by its settings. */
  public static DatabaseAddress databaseOf(Settings settings) {
    return settings
        .find(KnownSettings.DATABASE_URL)
        .map(url -> DatabaseAddress.parse(url.reveal()))
        .orElseGet(() -> DatabaseAddress.inFolder(settings.get(KnownSettings.DATA_DIR)));
  }

  private static StoreSettings store(Settings settings) {
    return new StoreSettings(
        settings.get(KnownSettings.DATABASE_POOL),
        StoreSettings.DEFAULT.queue(),
        settings.get(KnownSettings.DATABASE_WAIT));
  }
}
