package llmchat.gateway.relay;

import llmchat.gateway.auth.Authentication;
import llmchat.llm.Endpoint;
import llmchat.server.http.ErrorShape;
import llmchat.server.http.Exchange;
import llmchat.server.http.ModelList;
import llmchat.server.http.Routes;

/** The OpenAI front: the relayed calls and the list of models. */
public final class RelayRoutes {
  private final Relay relay;
  private final Authentication authentication;
  private final ModelList models;

  /** Wires the routes of one event loop. */
  public RelayRoutes(Relay relay, Authentication authentication, ModelList models) {
    this.relay = relay;
    this.authentication = authentication;
    this.models = models;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    for (Endpoint endpoint : Endpoint.values()) {
      routes.post(
          "/v1" + endpoint.path(), ErrorShape.OPENAI, exchange -> relay.relay(exchange, endpoint));
    }
    routes.get("/v1/models", ErrorShape.OPENAI, this::list);
    routes.get("/v1/models/{model*}", ErrorShape.OPENAI, this::one);
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
