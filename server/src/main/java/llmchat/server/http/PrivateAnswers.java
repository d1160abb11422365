package llmchat.server.http;

import io.vertx.core.http.HttpHeaders;

/**
 * What is answered below {@code /api/} is for one person and this moment, errors included: nobody
 * on the way keeps it, and no browser takes it for something else than it says.
 */
final class PrivateAnswers {
  private static final String FOLDER = "/api/";
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");

  private PrivateAnswers() {}

  /** Marks an answer that is private, before anything of it is known. */
  static void mark(Exchange exchange) {
    String path = exchange.request().path();
    if (path != null && path.startsWith(FOLDER)) {
      exchange.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
      exchange.response().putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF);
    }
  }
}
