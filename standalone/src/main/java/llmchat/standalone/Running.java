package llmchat.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import llmchat.gateway.GatewayListenerSettings;
import llmchat.gateway.GatewayService;
import llmchat.gateway.routing.InferenceServices;
import llmchat.inference.InferenceService;
import llmchat.inference.Providers;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.Clocks;
import llmchat.server.call.Catalogues;
import llmchat.server.config.Settings;
import llmchat.server.http.DrainSettings;
import llmchat.server.http.ServerSettings;
import llmchat.server.models.ConfiguredModels;
import llmchat.server.observe.LogSettings;
import llmchat.server.observe.Logging;
import llmchat.server.observe.RequestLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of one process, from start to graceful stop. */
public final class Running implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);
  private static final Duration AFTER_DRAIN = Duration.ofSeconds(5);

  private final Settings settings;
  private final Logging logging;
  private final Vertx vertx;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean serving;
  private Optional<InferenceToken> token = Optional.empty();
  private Optional<InferenceService> inference = Optional.empty();
  private Optional<GatewayService> gateway = Optional.empty();

  private Running(Settings settings, OutputStream log) {
    this.settings = settings;
    this.logging =
        Logging.begin(
            settings.get(LogSettings.LOG_FORMAT), settings.get(LogSettings.LOG_LEVEL).name(), log);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(settings.get(ServerSettings.EVENT_LOOPS))
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
  }

  /**
   * Starts the services of the settings' role, with the log on standard output; blocks until they
   * listen.
   *
   * @throws RuntimeException if they cannot start; for {@link OneLineErrors}
   */
  public static Running start(Settings settings) {
    return start(settings, new FileOutputStream(FileDescriptor.out));
  }

  /** Starts the services with the log of the whole JVM on {@code log}. */
  public static Running start(Settings settings, OutputStream log) {
    return start(settings, log, InstantSource.system(), System::nanoTime);
  }

  /**
   * Starts the services with other clocks, for tests.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Running start(
      Settings settings, OutputStream log, InstantSource time, LongSupplier nanoTime) {
    Running running = new Running(settings, log);
    try {
      settings.warnings().forEach(LOG::warn);
      running.startServices(time, nanoTime);
      running.serving = true;
      return running;
    } catch (RuntimeException failure) {
      running.close();
      throw failure;
    }
  }

  private void startServices(InstantSource time, LongSupplier nanoTime) {
    RequestLog log =
        new RequestLog(
            settings.get(LogSettings.LOG_FORMAT), settings.get(LogSettings.LOG_BODIES), nanoTime);
    if (settings.role().servesInference()) {
      InferenceToken asked = InferenceToken.of(settings);
      token = Optional.of(asked);
      inference =
          Optional.of(
              await(
                  InferenceService.start(
                      vertx, settings, asked.secret(), log, new Clocks(time, nanoTime)),
                  "inference service",
                  settings.get(InferenceListenerSettings.INFERENCE_HOST),
                  settings.get(InferenceListenerSettings.INFERENCE_PORT),
                  "INFERENCE_PORT"));
    }
    if (settings.role().servesGateway()) {
      gateway =
          Optional.of(
              await(
                  GatewayService.start(
                      vertx, settings, catalogue(time), log, new Clocks(time, nanoTime)),
                  "gateway",
                  settings.get(GatewayListenerSettings.GATEWAY_HOST),
                  settings.get(GatewayListenerSettings.GATEWAY_PORT),
                  "GATEWAY_PORT"));
    }
    inference.ifPresent(service -> service.metrics().log(logging));
    gateway.ifPresent(service -> service.metrics().log(logging));
  }

  /** In-process for the providers here, over HTTP for models on other inference services. */
  private CurrentCatalogue catalogue(InstantSource time) {
    InferenceServices elsewhere = new InferenceServices(settings);
    Providers here = new Providers(settings, time);
    return new CurrentCatalogue(
        Catalogues.of(
            ConfiguredModels.of(settings),
            model ->
                elsewhere.serve(model.name())
                    ? elsewhere.targets(model.name())
                    : here.targets(model)));
  }

  private static <T> T await(
      Future<T> started, String service, String host, int port, String setting) {
    try {
      return started.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      throw OneLineErrors.StartException.of(service, host, port, setting, cause);
    }
  }

  /** Prints where everything is and what to do next. */
  void welcome(PrintWriter out) {
    new Welcome(out, settings).print(gateway, inference, token.flatMap(InferenceToken::file));
  }

  /** The gateway's port, if this process serves it. */
  public int gatewayPort() {
    return gateway.orElseThrow().port();
  }

  /** The inference service's port, if this process serves it. */
  public int inferencePort() {
    return inference.orElseThrow().port();
  }

  /** The gateway, if this process serves it. */
  public Optional<GatewayService> gateway() {
    return gateway;
  }

  /**
   * Drains and stops everything. Blocks until that is done, for at most the drain delay, the drain
   * timeout and a little more.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (serving) {
      LOG.info("stopping");
    }
    Duration patience =
        settings
            .get(DrainSettings.DRAIN_DELAY)
            .plus(settings.get(DrainSettings.DRAIN_TIMEOUT))
            .plus(AFTER_DRAIN);
    List<Future<Void>> drained = new ArrayList<>();
    gateway.ifPresent(service -> drained.add(service.drain()));
    inference.ifPresent(service -> drained.add(service.drain()));
    waitFor(Future.all(drained).mapEmpty(), patience);
    waitFor(vertx.close(), AFTER_DRAIN);
    gateway.ifPresent(GatewayService::close);
    inference.ifPresent(InferenceService::close);
    if (serving) {
      LOG.info("stopped");
    }
    logging.close();
  }

  private static void waitFor(Future<Void> end, Duration patience) {
    try {
      end.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("stopping took too long or failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
