package llmchat.gateway.sessions;

import llmchat.gateway.auth.Authentication;
import llmchat.server.http.Routes;

/** The callers' own sessions, and logout. One for each process; any thread. */
public final class SessionsFeature {
  private final SessionRoutes sessionRoutes;

  private SessionsFeature(SessionRoutes sessionRoutes) {
    this.sessionRoutes = sessionRoutes;
  }

  /** The feature, for those sessions. */
  public static SessionsFeature of(OwnSessions sessions, Authentication authentication) {
    return new SessionsFeature(new SessionRoutes(authentication, sessions));
  }

  /** Adds its routes for one event loop. */
  public void addTo(Routes routes) {
    sessionRoutes.addTo(routes);
  }
}
