package llmchat.inference.http;

import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import llmchat.llm.Dialect;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.Secret;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.llm.routing.Router;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.server.Clocks;
import llmchat.server.call.CallListener;
import llmchat.server.call.CallOpener;
import llmchat.server.call.CallOrigin;
import llmchat.server.call.CallReader;
import llmchat.server.call.ModelList;
import llmchat.server.call.OpenCall;
import llmchat.server.call.ReplyWriter;
import llmchat.server.call.Settlement;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.http.BodyBounds;
import llmchat.server.http.Exchange;
import llmchat.server.http.ExchangeListeners;
import llmchat.server.http.Front;
import llmchat.server.http.Health;
import llmchat.server.http.HttpService;
import llmchat.server.http.Routes;
import llmchat.server.models.ModelSettings;
import llmchat.server.observe.EventLoopMetrics;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.ServiceMetrics;
import llmchat.server.outbound.OutboundSettings;

/** The routes of the inference service. */
public final class InferenceRoutes {
  private final Settings settings;
  private final CurrentCatalogue catalogue;
  private final BodyBounds bounds;
  private final ServiceMetrics metrics;
  private final BooleanSupplier ready;
  private final TokenCheck token;

  /**
   * Shared by all event loops.
   *
   * @param token the token that callers must send; empty if none is needed
   * @param ready whether the service can serve, for the probe
   */
  public InferenceRoutes(
      Settings settings,
      Optional<Secret> token,
      CurrentCatalogue catalogue,
      BodyBounds bounds,
      ServiceMetrics metrics,
      BooleanSupplier ready) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.bounds = bounds;
    this.metrics = metrics;
    this.ready = ready;
    this.token = new TokenCheck(token);
  }

  /** Wires one event loop. */
  public HttpService.Wiring on(EventLoop loop, RequestLog log, Clocks clocks) {
    EventLoopMetrics meters = metrics.forEventLoop(clocks.nanoTime());
    OutboundHttp http =
        new OutboundHttp(
            loop, OutboundSettings.timeouts(settings), OutboundSettings.bounds(settings));
    CallOpener calls = new CallOpener(CallListener.of(List.of(meters, log)), clocks.nanoTime());
    LlmClient models = new Router(catalogue, loop, http);
    // Web pages never call this service, so it is not open to other origins.
    Routes routes = new Routes().front(new Front("/v1", Dialects.V1, false));
    addCalls(routes, loop, models, calls);
    addModels(routes, clocks.time());
    routes.quiet("/metrics", token.guard(this::metrics));
    Health.addTo(routes, ready);
    return new HttpService.Wiring(routes, new ExchangeListeners(List.of(meters, log)));
  }

  private void addCalls(Routes routes, EventLoop loop, LlmClient models, CallOpener calls) {
    Bodies bodies = new Bodies(loop.watch(), bounds);
    CallReader reader = new CallReader(bodies, catalogue);
    for (Dialect dialect : Dialects.ALL) {
      for (String path : dialect.client().paths()) {
        routes.post(
            path,
            dialect.client(),
            token.guard(exchange ->
                reader
                    .read(exchange, dialect)
                    .onSuccess(call -> writer(exchange, loop, calls, call).answer(models))
                    .onFailure(exchange::fail)));
      }
    }
    FirstApiChat chat =
        new FirstApiChat(bodies, reader, catalogue, settings.get(ModelSettings.SYSTEM_PROMPT));
    routes.post(
        "/chat",
        token.guard(exchange ->
            chat.read(exchange)
                .onSuccess(call -> writer(exchange, loop, calls, call).answer(models, chat::answer))
                .onFailure(exchange::fail)));
  }

  /** Without a settlement of its own: the gateway settles the usage. */
  private static ReplyWriter writer(
      Exchange exchange, EventLoop loop, CallOpener calls, LlmCall call) {
    CallOrigin origin = CallOrigin.of(exchange, Optional.empty(), Optional.empty());
    OpenCall open = calls.awaited(origin, call, exchange, Settlement.NONE);
    return new ReplyWriter(exchange, loop.watch(), open);
  }

  private void addModels(Routes routes, InstantSource time) {
    ModelList models = new ModelList(catalogue, time.instant().getEpochSecond());
    routes.get("/v1/models", token.guard(models::sendAll));
    routes.get("/v1/models/{model*}", token.guard(models::sendOne));
  }

  private void metrics(Exchange exchange) {
    exchange.putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.end(200, Buffer.buffer(metrics.prometheus()));
  }
}
