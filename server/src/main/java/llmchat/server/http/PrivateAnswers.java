package llmchat.server.http;

import io.vertx.core.http.HttpHeaders;

/**
 * Adds headers to everything below {@code /api/}, errors included: these answers are for one
 * person, so no cache may store them.
 */
final class PrivateAnswers {
  private static final String FOLDER = "/api/";
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private PrivateAnswers() {}

  /** Adds the headers if the path is below {@code /api/}. */
  static void mark(Exchange exchange) {
    String path = exchange.request().path();
    if (path != null && path.startsWith(FOLDER)) {
      exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
  }
}
