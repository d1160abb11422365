package llmchat.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.chats.Answers;
import llmchat.gateway.chats.ArchiveRoutes;
import llmchat.gateway.chats.ChatArchive;
import llmchat.gateway.chats.ChatLibrary;
import llmchat.gateway.chats.ChatModels;
import llmchat.gateway.chats.ChatRoutes;
import llmchat.gateway.chats.ChatSearch;
import llmchat.gateway.chats.ChatStore;
import llmchat.gateway.chats.ChatsRoutes;
import llmchat.gateway.chats.MessagesRoutes;
import llmchat.gateway.chats.OwnedChats;
import llmchat.gateway.generation.Asking;
import llmchat.gateway.generation.GenerationRoutes;
import llmchat.gateway.generation.Generations;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.ledger.NoLedger;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.relay.Relay;
import llmchat.gateway.relay.RelayRoutes;
import llmchat.gateway.store.Database;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmClients;
import llmchat.server.Clocks;
import llmchat.server.config.KnownSettings;
import llmchat.server.config.ModelSettings;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.http.CallReader;
import llmchat.server.http.ExchangeListener;
import llmchat.server.http.ModelList;
import llmchat.server.http.Routes;

/** What calls models: chats, their answers, the relay. One for each process; any thread. */
final class ModelCalls {
  private final Authentication authentication;
  private final LlmClients clients;
  private final Ledger ledger = new NoLedger();
  private final ModelList list;
  private final ChatModels models;
  private final String systemPrompt;
  private final ChatStore store;
  private final ChatLibrary library;
  private final ChatSearch search;
  private final ChatArchive archive;
  private final Answers answers;
  private final Generations generations = new Generations();

  ModelCalls(
      Settings settings, Database database, Callers callers, LlmClients clients, Clocks clocks) {
    this.authentication = new Authentication(callers);
    this.clients = clients;
    this.list = new ModelList(names(settings), clocks.time().instant().getEpochSecond());
    this.models = chatModels(settings);
    this.systemPrompt = settings.get(KnownSettings.SYSTEM_PROMPT);
    var context = new llmchat.gateway.chats.Context(models);
    this.store = new ChatStore(database, context, clocks.time());
    this.library = new ChatLibrary(database, clocks.time());
    this.search = new ChatSearch(database);
    this.archive = new ChatArchive(database, clocks.time());
    this.answers = new Answers(database, context, clocks.time(), systemPrompt);
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
  void addTo(
      Routes routes, EventLoop loop, Bodies bodies, Limiter limiter, ExchangeListener listener) {
    AdmissionCheck limits = new AdmissionCheck(limiter);
    LlmClient client = clients.on(loop);
    Context home = loop.vertx().getOrCreateContext();
    Asking asking = new Asking(loop, home, generations, answers, bodies, ledger, client, listener);
    CallReader calls = new CallReader(bodies, list.names());
    Relay relay = new Relay(loop, authentication, calls, limits, ledger, client);
    new ChatRoutes(
            loop, authentication, bodies, limits, ledger, client, store, models, systemPrompt)
        .addTo(routes);
    new ChatsRoutes(authentication, bodies, library, search, models, generations).addTo(routes);
    new MessagesRoutes(authentication, library).addTo(routes);
    new GenerationRoutes(
            loop, home, authentication, bodies, limits, library, models, asking, generations)
        .addTo(routes);
    new ArchiveRoutes(authentication, bodies, archive).addTo(routes);
    new RelayRoutes(relay, authentication, list).addTo(routes);
  }

  private static List<String> names(Settings settings) {
    return settings.models().models().stream().map(ModelSettings::name).toList();
  }

  private static ChatModels chatModels(Settings settings) {
    Map<String, Integer> contextTokens = new LinkedHashMap<>();
    for (ModelSettings model : settings.models().models()) {
      contextTokens.put(model.name(), model.contextTokens());
    }
    return new ChatModels(contextTokens, settings.models().defaultModel());
  }
}
