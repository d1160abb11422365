package llmchat.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import llmchat.gateway.auth.AccountRoutes;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.chat.ChatRoutes;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.relay.Relay;
import llmchat.gateway.relay.RelayRoutes;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.http.Bodies;
import llmchat.llm.http.CallReader;
import llmchat.llm.http.Health;
import llmchat.llm.http.HttpServerFront;
import llmchat.llm.http.Listeners;
import llmchat.llm.http.Routes;

/**
 * One event loop's share of the gateway: every route and what stands behind it, wired by hand. The
 * table of all routes is this class's {@link #routes}.
 */
public final class GatewayServer extends VerticleBase {
  private static final int SERVICE = 1;

  private final GatewayParts parts;

  /** For one event loop. */
  public GatewayServer(GatewayParts parts) {
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    EventLoop loop = EventLoop.current(vertx, parts.nanoTime());
    Listeners listeners =
        new Listeners(List.of(parts.metrics().forEventLoop(parts.nanoTime()), parts.log()));
    Limiter limiter = parts.limiters().on(loop);
    Listening listening = parts.listening();
    HttpServerFront server =
        new HttpServerFront(
            vertx,
            loop.watch(),
            routes(parts, loop, limiter),
            listeners,
            parts.bodies().replies(),
            listening.maxOpen(),
            listening.proxies(),
            listening.certificate().map(ShownCertificate::identity));
    listening.fronts().add(server);
    return limiter
        .ready()
        .compose(ready -> server.listen(listening.host(), listening.port(), SERVICE))
        .onSuccess(listening.bound()::set);
  }

  /** Everything that the gateway answers. */
  private static Routes routes(GatewayParts parts, EventLoop loop, Limiter limiter) {
    LlmClient models = parts.clients().on(loop);
    Bodies bodies = new Bodies(loop.watch(), parts.bodies());
    CallReader calls = new CallReader(bodies, parts.models().names());
    Authentication authentication = new Authentication(parts.callers());
    AdmissionCheck limits = new AdmissionCheck(limiter);

    Routes routes = new Routes();
    new AccountRoutes(
            parts.accounts(),
            parts.logInAttempts(),
            authentication,
            bodies,
            parts.signUpOpen(),
            parts.time())
        .addTo(routes);
    new ChatRoutes(
            loop,
            authentication,
            bodies,
            limits,
            parts.ledger(),
            models,
            parts.chats(),
            parts.chatModels(),
            parts.systemPrompt())
        .addTo(routes);
    new RelayRoutes(
            new Relay(loop, authentication, calls, limits, parts.ledger(), models),
            authentication,
            parts.models())
        .addTo(routes);
    new MetricsRoute(authentication, parts.metrics()).addTo(routes);
    new DocsRoutes().addTo(routes);
    Health.addTo(routes, parts.ready());
    return routes;
  }
}
