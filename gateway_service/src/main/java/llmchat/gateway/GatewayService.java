package llmchat.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import llmchat.gateway.admin.AdminKey;
import llmchat.gateway.admin.AdminKeySettings;
import llmchat.gateway.chats.ChatLibrary;
import llmchat.gateway.page.PageFeature;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.Clocks;
import llmchat.server.Version;
import llmchat.server.config.Settings;
import llmchat.server.http.DrainSettings;
import llmchat.server.http.HttpService;
import llmchat.server.http.Route;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;
import llmchat.server.tls.ShownCertificate;
import llmchat.server.tls.TlsFiles;
import llmchat.server.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;
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
  private final Optional<ShownCertificate> certificate;
  private final AdminKey adminKey;
  private final Database database;
  private final ServiceMetrics metrics;
  private final GatewayFeatures features;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private @Nullable HttpService http;

  private GatewayService(
      Vertx vertx, Settings settings, CurrentCatalogue catalogue, Clocks clocks) {
    this.vertx = vertx;
    this.settings = settings;
    this.certificate =
        TlsFiles.of(settings).map(files -> new ShownCertificate(files, clocks.time()));
    // While the database is opened, which takes longer.
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
    this.metrics = meters(database, certificate);
    try {
      this.features =
          new GatewayFeatures(
              settings, database, adminKey.secret(), catalogue, page.join(), metrics, clocks);
    } catch (RuntimeException failure) {
      closeStore();
      throw failure;
    }
  }

  /**
   * Starts the gateway; blocks while the database is opened. The future completes when it listens.
   *
   * @param catalogue the models and who answers for them
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Future<GatewayService> start(
      Vertx vertx,
      Settings settings,
      CurrentCatalogue catalogue,
      RequestLog log,
      InstantSource time,
      LongSupplier nanoTime) {
    Clocks clocks = new Clocks(time, nanoTime);
    GatewayService service = new GatewayService(vertx, settings, catalogue, clocks);
    return service.listen(log, clocks).map(service).onFailure(problem -> service.close());
  }

  private Future<?> listen(RequestLog log, Clocks clocks) {
    GatewayServer server =
        new GatewayServer(
            settings, features, metrics, log, () -> database.ready() && !stopping.get(), clocks);
    return server
        .start(vertx, identity())
        .onSuccess(started -> {
          http = started;
          certificate.ifPresent(shown -> shown.watch(vertx, started::show));
          tidyChats();
        });
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
    return http().port();
  }

  /** Everything that it answers, the same on each event loop. */
  public List<Route> routes() {
    return http().routes();
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
    return http()
        .drain(
            features.calls()::idle,
            settings.get(DrainSettings.DRAIN_DELAY),
            settings.get(DrainSettings.DRAIN_TIMEOUT))
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

  private HttpService http() {
    return Objects.requireNonNull(http, "it does not listen yet");
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

  private static ServiceMetrics meters(Database database, Optional<ShownCertificate> certificate) {
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
}
