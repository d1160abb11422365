package llmchat.gateway.relay;

import java.time.InstantSource;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.calls.CallPaths.CallPath;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.server.call.ModelList;
import llmchat.server.http.Routes;

/** Relays calls to models, in every dialect. One for each process; any thread. */
public final class RelayFeature {
  private final Authentication authentication;
  private final ModelList models;

  private RelayFeature(Authentication authentication, ModelList models) {
    this.authentication = authentication;
    this.models = models;
  }

  /** The feature, for the models in that catalogue. */
  public static RelayFeature of(
      Authentication authentication, CurrentCatalogue catalogue, InstantSource time) {
    return new RelayFeature(
        authentication, new ModelList(catalogue, time.instant().getEpochSecond()));
  }

  /** Adds its routes for one event loop. */
  public void addTo(Routes routes, CallPath path) {
    Relay relay = new Relay(authentication, path.reader(), path.calls());
    new RelayRoutes(relay, authentication, models, Dialects.ALL).addTo(routes);
  }
}
