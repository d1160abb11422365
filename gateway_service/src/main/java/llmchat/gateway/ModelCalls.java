package llmchat.gateway;

import io.vertx.core.Future;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.calls.Calls;
import llmchat.gateway.chats.AnswerStore;
import llmchat.gateway.chats.ArchiveRoutes;
import llmchat.gateway.chats.ChatArchive;
import llmchat.gateway.chats.ChatLibrary;
import llmchat.gateway.chats.ChatRoutes;
import llmchat.gateway.chats.ChatSearch;
import llmchat.gateway.chats.ChatStore;
import llmchat.gateway.chats.ChatsRoutes;
import llmchat.gateway.chats.ContextWindow;
import llmchat.gateway.chats.MessagesRoutes;
import llmchat.gateway.chats.OwnedChats;
import llmchat.gateway.generation.GenerationHome;
import llmchat.gateway.generation.GenerationRoutes;
import llmchat.gateway.generation.Generations;
import llmchat.gateway.generation.Questions;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.ledger.NoLedger;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.relay.Relay;
import llmchat.gateway.relay.RelayRoutes;
import llmchat.gateway.store.Database;
import llmchat.llm.EventLoop;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.llm.routing.Router;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.server.Clocks;
import llmchat.server.call.CallListener;
import llmchat.server.call.CallReader;
import llmchat.server.call.ModelList;
import llmchat.server.call.OpenCalls;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.http.Routes;
import llmchat.server.models.ModelSettings;
import llmchat.server.outbound.OutboundSettings;

/** What calls models: chats, their answers, the relay. One for each process; any thread. */
final class ModelCalls {
  private final Settings settings;
  private final CurrentCatalogue models;
  private final Clocks clocks;
  private final Authentication authentication;
  private final ModelList list;
  private final String systemPrompt;
  private final ChatStore store;
  private final ChatLibrary library;
  private final ChatSearch search;
  private final ChatArchive archive;
  private final AnswerStore answers;
  private final Generations generations = new Generations();
  private final Ledger ledger = new NoLedger();

  ModelCalls(
      Settings settings,
      Database database,
      Callers callers,
      CurrentCatalogue models,
      Clocks clocks) {
    this.settings = settings;
    this.models = models;
    this.clocks = clocks;
    this.authentication = new Authentication(callers);
    this.list = new ModelList(models, clocks.time().instant().getEpochSecond());
    this.systemPrompt = settings.get(ModelSettings.SYSTEM_PROMPT);
    ContextWindow window = new ContextWindow(models);
    this.store = new ChatStore(database, window, clocks.time());
    this.library = new ChatLibrary(database, clocks.time());
    this.search = new ChatSearch(database);
    this.archive = new ChatArchive(database, clocks.time());
    this.answers = new AnswerStore(database, window, clocks.time(), systemPrompt);
  }

  /** The chats that go with an account. */
  OwnedChats owned() {
    return new OwnedChats(library, generations);
  }

  /** Removes deleted chats for good. */
  Future<Void> tidy() {
    return library.tidy();
  }

  /** Whether no answer is being written that no client waits for. */
  boolean idle() {
    return generations.idle();
  }

  /** Ends what is being answered; completes when it is stored. */
  Future<Void> interrupt() {
    return generations.interruptAll();
  }

  /** Adds their routes for one event loop. */
  void addTo(Routes routes, EventLoop loop, Bodies bodies, Limiter limiter, CallListener listener) {
    Calls calls = calls(loop, limiter, listener);
    CallReader reader = new CallReader(bodies, models);
    GenerationHome home = GenerationHome.current(loop);
    Questions questions = new Questions(home, generations, answers, bodies, reader, calls);
    Relay relay = new Relay(authentication, reader, calls);

    new ChatRoutes(authentication, bodies, reader, calls, store, models, systemPrompt)
        .addTo(routes);
    new ChatsRoutes(authentication, bodies, library, search, models, generations).addTo(routes);
    new MessagesRoutes(authentication, library).addTo(routes);
    new GenerationRoutes(home, authentication, bodies, library, models, questions, generations)
        .addTo(routes);
    new ArchiveRoutes(authentication, bodies, archive).addTo(routes);
    new RelayRoutes(relay, authentication, list).addTo(routes.front(RelayRoutes.FRONT));
  }

  private Calls calls(EventLoop loop, Limiter limiter, CallListener listener) {
    OutboundHttp outbound =
        new OutboundHttp(
            loop, OutboundSettings.timeouts(settings), OutboundSettings.bounds(settings));
    return new Calls(
        loop,
        new AdmissionCheck(limiter),
        ledger,
        new Router(models, loop, outbound),
        new OpenCalls(listener, clocks.nanoTime()));
  }
}
