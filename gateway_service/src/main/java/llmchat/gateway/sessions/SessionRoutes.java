package llmchat.gateway.sessions;

import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.PresentedKey;
import llmchat.gateway.store.StoreFailure;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;
import llmchat.server.http.Routes;

/** {@code /api/me/sessions}: the caller's own sessions; and {@code POST /logout}. */
final class SessionRoutes {
  private final Authentication authentication;
  private final OwnSessions sessions;

  SessionRoutes(Authentication authentication, OwnSessions sessions) {
    this.authentication = authentication;
    this.sessions = sessions;
  }

  void addTo(Routes routes) {
    routes.post("/logout", this::logOut);
    routes.get("/api/me/sessions", this::list);
    routes.delete("/api/me/sessions", this::endOthers);
  }

  private void logOut(Exchange exchange) {
    authentication
        .storeCaller(exchange)
        .compose(caller -> sessions.end(PresentedKey.in(exchange).orElse("")))
        .recover(StoreFailure::asFailure)
        .onSuccess(done -> {
          SessionCookie.clear(exchange);
          exchange.send(200, JsonBody.message("Logged out."));
        })
        .onFailure(exchange::fail);
  }

  private void list(Exchange exchange) {
    authentication
        .accountHolder(exchange)
        .compose(owner -> sessions.list(owner.userId(), Authentication.presented(exchange)))
        .recover(StoreFailure::asFailure)
        .onSuccess(all -> exchange.send(200, JsonBody.of(SessionJson.All.of(all))))
        .onFailure(exchange::fail);
  }

  private void endOthers(Exchange exchange) {
    authentication
        .accountHolder(exchange)
        .compose(owner -> sessions.endOthers(owner.userId(), Authentication.presented(exchange)))
        .recover(StoreFailure::asFailure)
        .onSuccess(ended -> exchange.send(200, JsonBody.of(new EndedSessions(ended))))
        .onFailure(exchange::fail);
  }
}
