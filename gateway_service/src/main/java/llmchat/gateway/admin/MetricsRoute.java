package llmchat.gateway.admin;

import io.vertx.core.buffer.Buffer;
import llmchat.gateway.auth.Authentication;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;
import llmchat.server.observe.ServiceMetrics;

/** {@code GET /metrics}, for administrators: in Prometheus's text format, or JSON on request. */
final class MetricsRoute {
  private final Authentication authentication;
  private final ServiceMetrics metrics;

  MetricsRoute(Authentication authentication, ServiceMetrics metrics) {
    this.authentication = authentication;
    this.metrics = metrics;
  }

  void addTo(Routes routes) {
    routes.quiet("/metrics", this::scrape);
  }

  private void scrape(Exchange exchange) {
    authentication.admin(exchange).onSuccess(admin -> answer(exchange)).onFailure(exchange::fail);
  }

  private void answer(Exchange exchange) {
    if (exchange.header("accept").orElse("").contains("application/json")) {
      exchange.send(200, metrics.json());
      return;
    }
    exchange.putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.end(200, Buffer.buffer(metrics.prometheus()));
  }
}
