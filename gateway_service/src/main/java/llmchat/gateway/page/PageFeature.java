package llmchat.gateway.page;

import llmchat.server.http.Routes;
import llmchat.web.PackedPage;

/** The chat page. One for each process; any thread. */
public final class PageFeature {
  private final PackedPage page;

  private PageFeature(PackedPage page) {
    this.page = page;
  }

  /** Reads the page from the jar; blocks for a few milliseconds. */
  public static PageFeature read() {
    return new PageFeature(PackedPage.read());
  }

  /** Adds its routes for one event loop. */
  public void addTo(Routes routes) {
    new PageRoutes(page).addTo(routes);
  }
}
