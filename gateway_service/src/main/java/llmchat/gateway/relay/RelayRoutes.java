package llmchat.gateway.relay;

import java.util.List;
import llmchat.gateway.auth.Authentication;
import llmchat.llm.Dialect;
import llmchat.llm.dialect.Dialects;
import llmchat.server.call.ModelList;
import llmchat.server.http.Exchange;
import llmchat.server.http.Front;
import llmchat.server.http.Routes;

/** The routes of every dialect, and those that list the models. */
public final class RelayRoutes {
  /** The front of these routes. */
  public static final Front FRONT = new Front("/v1", Dialects.V1, true);

  private final Relay relay;
  private final Authentication authentication;
  private final ModelList models;
  private final List<Dialect> dialects;

  /** Wires the routes of one event loop, for those dialects. */
  public RelayRoutes(
      Relay relay, Authentication authentication, ModelList models, List<Dialect> dialects) {
    this.relay = relay;
    this.authentication = authentication;
    this.models = models;
    this.dialects = List.copyOf(dialects);
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    for (Dialect dialect : dialects) {
      for (String path : dialect.client().paths()) {
        routes.post(path, dialect.client(), exchange -> relay.relay(exchange, dialect));
      }
    }
    routes.get("/v1/models", this::list);
    routes.get("/v1/models/{model*}", this::one);
  }

  private void list(Exchange exchange) {
    authentication
        .caller(exchange)
        .onSuccess(caller -> models.sendAll(exchange))
        .onFailure(exchange::fail);
  }

  private void one(Exchange exchange) {
    authentication
        .caller(exchange)
        .onSuccess(caller -> models.sendOne(exchange))
        .onFailure(exchange::fail);
  }
}
