package llmchat.inference;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.inference.http.InferenceRoutes;
import llmchat.llm.Secret;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.Clocks;
import llmchat.server.Version;
import llmchat.server.call.Catalogues;
import llmchat.server.config.Settings;
import llmchat.server.http.AllowedHosts;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.DrainSettings;
import llmchat.server.http.HttpService;
import llmchat.server.http.ServerLoad;
import llmchat.server.http.ServerSettings;
import llmchat.server.http.TrustedProxies;
import llmchat.server.load.LoadGuard;
import llmchat.server.models.ConfiguredModels;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;
import org.jspecify.annotations.Nullable;

/** The inference service: its models, its HTTP server and its metrics. Safe for any thread. */
public final class InferenceService implements AutoCloseable {
  private static final int NUMBER = 2;

  private final Settings settings;
  private final Optional<Secret> token;
  private final ServiceMetrics metrics;
  private final LoadGuard load;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private @Nullable HttpService http;

  private InferenceService(Settings settings, Optional<Secret> token) {
    this.settings = settings;
    this.token = token;
    this.metrics = new ServiceMetrics("inference", Version.TEXT);
    this.load = new LoadGuard(metrics::pool);
  }

  /**
   * Starts the service; the future completes when it listens.
   *
   * @param token what it asks its callers for; without one it answers everybody
   */
  public static Future<InferenceService> start(
      Vertx vertx, Settings settings, Optional<Secret> token, RequestLog log, Clocks clocks) {
    InferenceService service = new InferenceService(settings, token);
    return service.listen(vertx, log, clocks).map(service).onFailure(problem -> service.close());
  }

  private Future<HttpService> listen(Vertx vertx, RequestLog log, Clocks clocks) {
    Providers providers = new Providers(settings, clocks.time());
    CurrentCatalogue catalogue =
        new CurrentCatalogue(Catalogues.of(ConfiguredModels.of(settings), providers::targets));
    BodyBounds bodies = BodyBounds.of(settings, load);
    InferenceRoutes routes =
        new InferenceRoutes(settings, token, catalogue, bodies, metrics, () -> !stopping.get());
    return HttpService.start(
            vertx,
            listening(),
            ServerLoad.of(settings, load, bodies.replies()),
            loop -> Future.succeededFuture(routes.on(loop, log, clocks)),
            clocks.nanoTime())
        .onSuccess(started -> http = started);
  }

  private HttpService.Listening listening() {
    String host = settings.get(InferenceListenerSettings.INFERENCE_HOST);
    return new HttpService.Listening(
        NUMBER,
        host,
        settings.get(InferenceListenerSettings.INFERENCE_PORT),
        settings.get(ServerSettings.EVENT_LOOPS),
        Math.ceilDiv(
            settings.get(ServerSettings.MAX_OPEN_REQUESTS),
            settings.get(ServerSettings.EVENT_LOOPS)),
        TrustedProxies.NONE,
        AllowedHosts.of(settings, host),
        Optional.empty());
  }

  /** The meters of the service. */
  public ServiceMetrics metrics() {
    return metrics;
  }

  /**
   * Shuts down gracefully: not ready from now on, refuses new work after {@code DRAIN_DELAY}, and
   * completes when running work has ended or {@code DRAIN_TIMEOUT} is over. Any thread.
   */
  public Future<Void> drain() {
    stopping.set(true);
    return http()
        .drain(
            () -> true,
            settings.get(DrainSettings.DRAIN_DELAY),
            settings.get(DrainSettings.DRAIN_TIMEOUT));
  }

  @Override
  public void close() {
    metrics.close();
  }

  /** The port on which it listens. */
  public int port() {
    return http().port();
  }

  private HttpService http() {
    return Objects.requireNonNull(http, "it does not listen yet");
  }
}
