package llmchat.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import llmchat.gateway.account.OfferedModels;
import llmchat.gateway.auth.Accounts;
import llmchat.gateway.auth.AdminKey;
import llmchat.gateway.auth.AdminKeySettings;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.auth.LogInAttempts;
import llmchat.gateway.auth.OwnAccount;
import llmchat.gateway.auth.OwnKeys;
import llmchat.gateway.auth.Passwords;
import llmchat.gateway.auth.SessionLifetime;
import llmchat.gateway.auth.SessionSettings;
import llmchat.gateway.auth.SignUpPolicy;
import llmchat.gateway.auth.SignUpSettings;
import llmchat.gateway.chats.ChatLibrary;
import llmchat.gateway.http.ChatParts;
import llmchat.gateway.http.GatewayListenerSettings;
import llmchat.gateway.http.GatewayParts;
import llmchat.gateway.http.GatewayServer;
import llmchat.gateway.http.Listening;
import llmchat.gateway.ledger.NoLedger;
import llmchat.gateway.limits.Limiting;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.Version;
import llmchat.server.call.ModelList;
import llmchat.server.config.Settings;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.DrainSettings;
import llmchat.server.http.Draining;
import llmchat.server.http.ProxySettings;
import llmchat.server.http.Route;
import llmchat.server.http.ServerSettings;
import llmchat.server.http.TrustedProxies;
import llmchat.server.models.ModelSettings;
import llmchat.server.models.Models;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;
import llmchat.server.outbound.OutboundSettings;
import llmchat.server.tls.ShownCertificate;
import llmchat.server.tls.TlsFiles;
import llmchat.server.tls.TlsIdentity;
import llmchat.web.PackedPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway service: everything it is made of, wired by hand, from the bottom to the top. */
public final class GatewayService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayService.class);

  private final Vertx vertx;
  private final Settings settings;
  private final AdminKey adminKey;
  private final Database database;
  private final Passwords passwords;
  private final ServiceMetrics metrics;
  private final GatewayParts parts;
  private final AtomicBoolean stopping;

  private GatewayService(
      Vertx vertx,
      Settings settings,
      CurrentCatalogue catalogue,
      RequestLog log,
      InstantSource time,
      LongSupplier nanoTime) {
    Path data = settings.get(DatabaseSettings.DATA_DIR);
    this.vertx = vertx;
    this.settings = settings;
    Optional<ShownCertificate> certificate =
        TlsFiles.of(settings).map(files -> new ShownCertificate(files, time));
    // While the database is opened, which takes longer.
    CompletableFuture<PackedPage> page = CompletableFuture.supplyAsync(PackedPage::read);
    this.adminKey = AdminKey.of(settings.find(AdminKeySettings.ADMIN_KEY), data);
    this.database =
        Database.open(
            DatabaseSettings.address(settings), DatabaseSettings.bounds(settings), time, nanoTime);
    this.metrics = metrics(database);
    certificate.ifPresent(this::measure);
    this.passwords = new Passwords(Math.min(2, Runtime.getRuntime().availableProcessors()));
    this.stopping = new AtomicBoolean();
    try {
      this.parts = parts(certificate, page, catalogue, log, time, nanoTime);
    } catch (RuntimeException failure) {
      closeParts();
      throw failure;
    }
  }

  private GatewayParts parts(
      Optional<ShownCertificate> certificate,
      CompletableFuture<PackedPage> page,
      CurrentCatalogue catalogue,
      RequestLog log,
      InstantSource time,
      LongSupplier nanoTime) {
    SessionLifetime lifetime = SessionLifetime.of(settings.get(SessionSettings.SESSION_TIME));
    Callers callers =
        Callers.open(database, Optional.of(adminKey.secret()), lifetime, time, nanoTime);
    return new GatewayParts(
        listening(settings, certificate),
        BodyBounds.of(settings),
        settings.get(SignUpSettings.SIGNUP) == SignUpPolicy.OPEN,
        callers,
        new Accounts(database, passwords, callers, lifetime, time),
        new LogInAttempts(nanoTime),
        new OwnAccount(database, passwords, callers, lifetime, time),
        new OwnKeys(database, callers, time),
        ChatParts.of(database, catalogue, settings.get(ModelSettings.SYSTEM_PROMPT), time),
        new ModelList(catalogue, time.instant().getEpochSecond()),
        OfferedModels.of(Models.of(settings)),
        page.join(),
        Limiting.of(settings, metrics, nanoTime),
        new NoLedger(),
        catalogue,
        OutboundSettings.timeouts(settings),
        OutboundSettings.bounds(settings),
        metrics,
        log,
        () -> database.ready() && !stopping.get(),
        time,
        nanoTime);
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
    GatewayService service = new GatewayService(vertx, settings, catalogue, log, time, nanoTime);
    return vertx
        .deployVerticle(
            () -> new GatewayServer(service.parts),
            new DeploymentOptions().setInstances(settings.get(ServerSettings.EVENT_LOOPS)))
        .map(service)
        .onSuccess(GatewayService::watchCertificate)
        .onSuccess(GatewayService::tidyChats)
        .onFailure(problem -> service.closeParts());
  }

  /** Its meters. */
  public ServiceMetrics metrics() {
    return metrics;
  }

  /** What it shows to its clients, if it speaks HTTPS. */
  public Optional<TlsIdentity> identity() {
    return parts.listening().certificate().map(ShownCertificate::identity);
  }

  /** The port on which it listens. */
  public int port() {
    return parts.listening().bound().get();
  }

  /** Everything that it answers, the same on each event loop. */
  public List<Route> routes() {
    return parts.listening().fronts().getFirst().routes();
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
            parts.listening().fronts(),
            parts.chats().generations()::idle,
            settings.get(DrainSettings.DRAIN_DELAY),
            settings.get(DrainSettings.DRAIN_TIMEOUT),
            parts.nanoTime())
        .eventually(parts.chats()::interrupt);
  }

  /** Closes what it holds; blocks for some seconds at most. The servers end with their Vert.x. */
  @Override
  public void close() {
    closeParts();
  }

  private void closeParts() {
    passwords.close();
    database.close();
    metrics.close();
  }

  private void watchCertificate() {
    parts.listening().certificate().ifPresent(certificate -> certificate.watch(vertx, this::show));
  }

  private Future<?> show(TlsIdentity identity) {
    return Future.all(
        parts.listening().fronts().stream().map(front -> front.show(identity)).toList());
  }

  /** Removes deleted chats for good, now and from time to time, until Vert.x is closed. */
  private void tidyChats() {
    vertx.setPeriodic(
        0,
        ChatLibrary.UNDO.toMillis(),
        timer ->
            parts
                .chats()
                .library()
                .tidy()
                .onFailure(fault ->
                    LOG.warn("deleted chats could not be removed: {}", fault.getMessage())));
  }

  private void measure(ShownCertificate certificate) {
    metrics.gauge(
        "tls_certificate_expiry_seconds",
        "When the certificate expires, in seconds since 1970",
        () -> certificate.identity().expiresAt().getEpochSecond());
  }

  private static Listening listening(Settings settings, Optional<ShownCertificate> certificate) {
    return new Listening(
        settings.get(GatewayListenerSettings.GATEWAY_HOST),
        settings.get(GatewayListenerSettings.GATEWAY_PORT),
        certificate,
        settings.find(ProxySettings.TRUSTED_PROXIES).orElse(TrustedProxies.NONE),
        Math.ceilDiv(
            settings.get(ServerSettings.MAX_OPEN_REQUESTS),
            settings.get(ServerSettings.EVENT_LOOPS)),
        new AtomicInteger(),
        new CopyOnWriteArrayList<>());
  }

  private static ServiceMetrics metrics(Database database) {
    ServiceMetrics metrics = new ServiceMetrics("gateway", Version.TEXT);
    metrics.gauge(
        "database_ready",
        "1 while the last connection that was wanted could be had",
        () -> database.ready() ? 1 : 0);
    metrics.gauge("database_queue_depth", "Database work that waits", database::waiting);
    return metrics;
  }
}
