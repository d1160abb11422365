package llmchat.gateway.sessions;

import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Callers;
import llmchat.server.http.Routes;

/** Sessions in the hands of their owners, and the log-out. One for each process; any thread. */
public final class SessionsFeature {
  private final SessionRoutes front;

  private SessionsFeature(SessionRoutes front) {
    this.front = front;
  }

  /** The feature over those sessions. */
  public static SessionsFeature of(OwnSessions sessions, Callers callers) {
    return new SessionsFeature(new SessionRoutes(new Authentication(callers), sessions));
  }

  /** Adds its routes for one event loop. */
  public void addTo(Routes routes) {
    front.addTo(routes);
  }
}
