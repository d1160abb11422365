package llmchat.inference;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.inference.http.InferenceServer;
import llmchat.llm.LlmClients;
import llmchat.server.Version;
import llmchat.server.config.Settings;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.DrainSettings;
import llmchat.server.http.Draining;
import llmchat.server.http.HttpServerFront;
import llmchat.server.http.ModelList;
import llmchat.server.http.ServerSettings;
import llmchat.server.models.ConfiguredModel;
import llmchat.server.models.ModelSettings;
import llmchat.server.models.Models;
import llmchat.server.models.TokenSettings;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;

/** The inference service: its providers, and its own HTTP server. */
public final class InferenceService implements AutoCloseable {
  private final Vertx vertx;
  private final Settings settings;
  private final Providers providers;
  private final ServiceMetrics metrics;
  private final RequestLog log;
  private final InstantSource time;
  private final LongSupplier nanoTime;
  private final AtomicInteger port = new AtomicInteger();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final List<HttpServerFront> fronts = new CopyOnWriteArrayList<>();

  private InferenceService(
      Vertx vertx, Settings settings, RequestLog log, InstantSource time, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.settings = settings;
    this.log = log;
    this.time = time;
    this.nanoTime = nanoTime;
    this.providers = Providers.of(settings, time);
    this.metrics = new ServiceMetrics("inference", Version.TEXT);
  }

  /**
   * Starts the service; the future completes when it listens.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Future<InferenceService> start(
      Vertx vertx, Settings settings, RequestLog log, InstantSource time, LongSupplier nanoTime) {
    InferenceService service = new InferenceService(vertx, settings, log, time, nanoTime);
    return service.listen().map(service).onFailure(problem -> service.close());
  }

  private Future<?> listen() {
    InferenceServer.Setup setup =
        new InferenceServer.Setup(
            settings.get(InferenceListenerSettings.INFERENCE_HOST),
            settings.get(InferenceListenerSettings.INFERENCE_PORT),
            settings.find(TokenSettings.INFERENCE_TOKEN),
            new ModelList(
                Models.of(settings).models().stream().map(ConfiguredModel::name).toList(),
                time.instant().getEpochSecond()),
            Models.of(settings).defaultModel(),
            settings.get(ModelSettings.SYSTEM_PROMPT),
            BodyBounds.of(settings),
            Math.ceilDiv(
                settings.get(ServerSettings.MAX_OPEN_REQUESTS),
                settings.get(ServerSettings.EVENT_LOOPS)),
            port,
            fronts,
            providers,
            metrics,
            log,
            () -> !stopping.get(),
            nanoTime);
    return vertx.deployVerticle(
        () -> new InferenceServer(setup),
        new DeploymentOptions().setInstances(settings.get(ServerSettings.EVENT_LOOPS)));
  }

  /** Its meters. */
  public ServiceMetrics metrics() {
    return metrics;
  }

  /** The way to the models without a hop, for a gateway in the same process. */
  public LlmClients clients() {
    return providers;
  }

  /**
   * Is not ready from now on, takes no new work when the delay has passed, and completes when what
   * runs has ended or the time to drain is over. Any thread.
   */
  public Future<Void> drain() {
    stopping.set(true);
    return Draining.drain(
        vertx,
        fronts,
        () -> true,
        settings.get(DrainSettings.DRAIN_DELAY),
        settings.get(DrainSettings.DRAIN_TIMEOUT),
        nanoTime);
  }

  @Override
  public void close() {
    metrics.close();
  }

  /** The port on which it listens. */
  public int port() {
    return port.get();
  }
}
