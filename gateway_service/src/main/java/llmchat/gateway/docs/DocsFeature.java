package llmchat.gateway.docs;

import llmchat.server.http.Routes;

/** The API document and its page. One for each process; any thread. */
public final class DocsFeature {
  private DocsFeature() {}

  /** The feature. */
  public static DocsFeature of() {
    return new DocsFeature();
  }

  /** Adds its routes for one event loop. */
  public void addTo(Routes routes) {
    new DocsRoutes().addTo(routes);
  }
}
