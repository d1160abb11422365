package llmchat.gateway;

import java.util.List;
import java.util.Optional;
import llmchat.gateway.accounts.AccountsFeature;
import llmchat.gateway.admin.AdminFeature;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.calls.CallPaths;
import llmchat.gateway.calls.CallPaths.CallPath;
import llmchat.gateway.chats.ChatsFeature;
import llmchat.gateway.docs.DocsFeature;
import llmchat.gateway.generation.GenerationFeature;
import llmchat.gateway.keys.ApiKeys;
import llmchat.gateway.keys.KeysFeature;
import llmchat.gateway.ledger.NoLedger;
import llmchat.gateway.limits.Limiter;
import llmchat.gateway.page.PageFeature;
import llmchat.gateway.relay.RelayFeature;
import llmchat.gateway.relay.RelayRoutes;
import llmchat.gateway.sessions.OwnSessions;
import llmchat.gateway.sessions.SessionLifetime;
import llmchat.gateway.sessions.SessionSettings;
import llmchat.gateway.sessions.Sessions;
import llmchat.gateway.sessions.SessionsFeature;
import llmchat.gateway.store.Database;
import llmchat.gateway.users.OwnedRows;
import llmchat.llm.EventLoop;
import llmchat.llm.Secret;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.Clocks;
import llmchat.server.call.CallOpener;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.http.Routes;
import llmchat.server.load.LoadGuard;
import llmchat.server.observe.ServiceMetrics;

/** The features of the gateway, wired by hand. One for each process; any thread. */
final class GatewayFeatures implements AutoCloseable {
  private final AccountsFeature accounts;
  private final SessionsFeature sessions;
  private final KeysFeature keys;
  private final ChatsFeature chats;
  private final GenerationFeature generation;
  private final RelayFeature relay;
  private final CallPaths paths;
  private final AdminFeature admin;
  private final DocsFeature docs;
  private final PageFeature page;

  /** Wires them to an open database; blocks for one query. */
  GatewayFeatures(
      Settings settings,
      Database database,
      Secret adminKey,
      CurrentCatalogue catalogue,
      PageFeature page,
      ServiceMetrics metrics,
      LoadGuard load,
      Clocks clocks) {
    ApiKeys apiKeys = ApiKeys.open(database);
    Sessions sessionRows =
        new Sessions(SessionLifetime.of(settings.get(SessionSettings.SESSION_TIME)));
    Callers callers =
        new Callers(database, Optional.of(adminKey), List.of(apiKeys, sessionRows), clocks);
    Authentication authentication =
        new Authentication(callers, load.open(Authentication.STORE_WORK));
    OwnSessions ownSessions = new OwnSessions(database, sessionRows, callers, clocks.time());

    this.paths = new CallPaths(settings, catalogue, new NoLedger());
    this.chats = ChatsFeature.of(settings, database, authentication, catalogue, clocks.time());
    this.generation = GenerationFeature.of(authentication, catalogue, chats, load);
    this.relay = RelayFeature.of(authentication, catalogue, clocks.time());
    List<OwnedRows> owned = List.of(chats.owned(generation.running()), sessionRows, apiKeys);
    this.accounts =
        AccountsFeature.of(
            settings, database, authentication, apiKeys, sessionRows, owned, load, clocks);
    this.sessions = SessionsFeature.of(ownSessions, authentication);
    this.keys = KeysFeature.of(database, apiKeys, authentication, clocks.time());
    this.admin = AdminFeature.of(authentication, metrics);
    this.docs = DocsFeature.of();
    this.page = page;
  }

  /** All routes of the gateway on one event loop, except the probes; called on that loop. */
  Routes routes(EventLoop loop, Bodies bodies, Limiter limiter, CallOpener open) {
    CallPath path = paths.on(loop, bodies, limiter, open);
    Routes routes = new Routes().front(RelayRoutes.FRONT);
    accounts.addTo(routes, bodies, limiter);
    sessions.addTo(routes);
    keys.addTo(routes, bodies);
    chats.addTo(routes, bodies, path, generation.running());
    generation.addTo(routes, loop, bodies, path);
    relay.addTo(routes, path);
    admin.addTo(routes);
    docs.addTo(routes);
    page.addTo(routes);
    return routes;
  }

  /** For the periodic removal of deleted chats. */
  ChatsFeature chats() {
    return chats;
  }

  /** For ending running answers when the gateway stops. */
  GenerationFeature generation() {
    return generation;
  }

  /** Ends their threads; blocks for a few seconds at most. */
  @Override
  public void close() {
    accounts.close();
  }
}
