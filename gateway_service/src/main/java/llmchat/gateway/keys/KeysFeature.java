package llmchat.gateway.keys;

import java.time.InstantSource;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.store.Database;
import llmchat.server.http.Bodies;
import llmchat.server.http.Routes;

/** The callers' own API keys. One for each process; any thread. */
public final class KeysFeature {
  private final Authentication authentication;
  private final OwnKeys keys;

  private KeysFeature(Authentication authentication, OwnKeys keys) {
    this.authentication = authentication;
    this.keys = keys;
  }

  /** The feature, for those keys. */
  public static KeysFeature of(
      Database database, ApiKeys keys, Authentication authentication, InstantSource time) {
    return new KeysFeature(
        authentication, new OwnKeys(database, keys, authentication.callers(), time));
  }

  /** Adds its routes for one event loop. */
  public void addTo(Routes routes, Bodies bodies) {
    new KeyRoutes(authentication, keys, bodies).addTo(routes);
  }
}
