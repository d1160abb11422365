package llmchat.server.http;

import io.vertx.core.http.HttpHeaders;

/**
 * What is answered below {@code /api/} is for one person and this moment, errors included: nobody
 * on the way keeps it.
 */
final class PrivateAnswers {
  private static final String FOLDER = "/api/";
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private PrivateAnswers() {}

  /** Marks an answer that is private, before anything of it is known. */
  static void mark(Exchange exchange) {
    String path = exchange.request().path();
    if (path != null && path.startsWith(FOLDER)) {
      exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
  }
}
