package llmchat.gateway.admin;

import llmchat.gateway.auth.Authentication;
import llmchat.server.http.Routes;
import llmchat.server.observe.ServiceMetrics;

/** The routes for administrators. One for each process; any thread. */
public final class AdminFeature {
  private final MetricsRoute metrics;

  private AdminFeature(MetricsRoute metrics) {
    this.metrics = metrics;
  }

  /** The feature, for those metrics. */
  public static AdminFeature of(Authentication authentication, ServiceMetrics metrics) {
    return new AdminFeature(new MetricsRoute(authentication, metrics));
  }

  /** Adds its routes for one event loop. */
  public void addTo(Routes routes) {
    metrics.addTo(routes);
  }
}
