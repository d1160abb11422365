package llmchat.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** CORS: lets pages of any origin call the fronts that allow it. */
final class Cors {
  private static final String EXPOSED =
      "x-request-id, retry-after, retry-after-ms, x-should-retry, x-ratelimit-origin,"
          + " x-ratelimit-limit-requests, x-ratelimit-remaining-requests,"
          + " x-ratelimit-reset-requests, x-ratelimit-limit-tokens,"
          + " x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens, openai-processing-ms";

  private Cors() {}

  /** Lets the page read the answer and its headers. */
  static void addHeaders(Exchange exchange) {
    if (exchange.front().anyOrigin() && exchange.request().headers().contains(HttpHeaders.ORIGIN)) {
      exchange.putHeader("access-control-allow-origin", "*");
      exchange.putHeader("access-control-expose-headers", EXPOSED);
    }
  }

  static boolean isPreflight(Exchange exchange) {
    return exchange.front().anyOrigin()
        && exchange.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /** Answers a preflight request; {@code methods} is the list of allowed methods. */
  static void answerPreflight(Exchange exchange, String methods) {
    exchange.putHeader("access-control-allow-methods", methods);
    exchange
        .header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS)
        .ifPresent(asked -> exchange.putHeader("access-control-allow-headers", asked));
    exchange.putHeader("access-control-max-age", "86400");
    exchange.end(204, Buffer.buffer(0));
  }
}
