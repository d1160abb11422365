package llmchat.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import llmchat.gateway.account.KeyRoutes;
import llmchat.gateway.account.MeRoutes;
import llmchat.gateway.auth.AccountRoutes;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.calls.Calls;
import llmchat.gateway.chats.ArchiveRoutes;
import llmchat.gateway.chats.ChatRoutes;
import llmchat.gateway.chats.ChatsRoutes;
import llmchat.gateway.chats.MessagesRoutes;
import llmchat.gateway.docs.DocsRoutes;
import llmchat.gateway.generation.GenerationHome;
import llmchat.gateway.generation.GenerationRoutes;
import llmchat.gateway.generation.Questions;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.page.PageRoutes;
import llmchat.gateway.relay.Relay;
import llmchat.gateway.relay.RelayRoutes;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.routing.Router;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.server.call.CallListener;
import llmchat.server.call.CallReader;
import llmchat.server.call.OpenCalls;
import llmchat.server.http.Bodies;
import llmchat.server.http.Health;
import llmchat.server.http.HttpServerFront;
import llmchat.server.http.Listeners;
import llmchat.server.http.Routes;
import llmchat.server.observe.EventLoopMetrics;
import llmchat.server.tls.ShownCertificate;

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
    EventLoopMetrics meters = parts.metrics().forEventLoop(parts.nanoTime());
    Listeners listeners = new Listeners(List.of(meters, parts.log()));
    CallListener calls = CallListener.of(List.of(meters, parts.log()));
    Limiter limiter = parts.limiters().on(loop);
    Listening listening = parts.listening();
    HttpServerFront server =
        new HttpServerFront(
            vertx,
            loop.watch(),
            routes(parts, loop, limiter, new OpenCalls(calls, parts.nanoTime())),
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
  private static Routes routes(
      GatewayParts parts, EventLoop loop, Limiter limiter, OpenCalls open) {
    LlmClient models =
        new Router(
            parts.catalogue(), loop, new OutboundHttp(loop, parts.timeouts(), parts.bounds()));
    Bodies bodies = new Bodies(loop.watch(), parts.bodies());
    CallReader reader = new CallReader(bodies, parts.catalogue());
    Authentication authentication = new Authentication(parts.callers());
    Calls calls = new Calls(loop, new AdmissionCheck(limiter), parts.ledger(), models, open);

    Routes routes = new Routes().front(RelayRoutes.FRONT);
    new AccountRoutes(
            parts.accounts(),
            parts.logInAttempts(),
            authentication,
            bodies,
            parts.signUpOpen(),
            parts.time())
        .addTo(routes);
    new MeRoutes(
            authentication,
            parts.ownAccount(),
            parts.logInAttempts(),
            limiter,
            parts.offeredModels(),
            bodies,
            parts.signUpOpen(),
            parts.chats()::forget)
        .addTo(routes);
    new KeyRoutes(authentication, parts.ownKeys(), bodies).addTo(routes);
    addChats(routes, parts, loop, authentication, bodies, reader, calls);
    new RelayRoutes(new Relay(authentication, reader, calls), authentication, parts.models())
        .addTo(routes);
    new MetricsRoute(authentication, parts.metrics()).addTo(routes);
    new DocsRoutes().addTo(routes);
    new PageRoutes(parts.page()).addTo(routes);
    Health.addTo(routes, parts.ready());
    return routes;
  }

  private static void addChats(
      Routes routes,
      GatewayParts parts,
      EventLoop loop,
      Authentication authentication,
      Bodies bodies,
      CallReader reader,
      Calls calls) {
    ChatParts chats = parts.chats();
    GenerationHome home = GenerationHome.current(loop);
    new ChatRoutes(
            authentication,
            bodies,
            reader,
            calls,
            chats.store(),
            chats.models(),
            chats.systemPrompt())
        .addTo(routes);
    new ChatsRoutes(
            authentication,
            bodies,
            chats.library(),
            chats.search(),
            chats.models(),
            chats.generations())
        .addTo(routes);
    new MessagesRoutes(authentication, chats.library()).addTo(routes);
    Questions questions =
        new Questions(home, chats.generations(), chats.answers(), bodies, reader, calls);
    new GenerationRoutes(
            home,
            authentication,
            bodies,
            chats.library(),
            chats.models(),
            questions,
            chats.generations())
        .addTo(routes);
    new ArchiveRoutes(authentication, bodies, chats.archive()).addTo(routes);
  }
}
