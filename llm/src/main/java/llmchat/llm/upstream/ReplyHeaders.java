package llmchat.llm.upstream;

import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Chooses which of an upstream's headers the client may see: an allow-list, all else is dropped.
 */
final class ReplyHeaders {
  private ReplyHeaders() {}

  /**
   * The headers to pass on.
   *
   * @param contentType whether the content type is among them
   */
  static Map<String, String> of(HttpClientResponse response, boolean contentType) {
    Map<String, String> headers = HashMap.newHashMap(4);
    response
        .headers()
        .forEach((name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (allowed(lower) || (contentType && lower.equals("content-type"))) {
            headers.put(lower, value);
          }
        });
    return headers;
  }

  private static boolean allowed(String name) {
    return switch (name) {
      case "openai-processing-ms",
          "openai-version",
          "retry-after",
          "retry-after-ms",
          "x-should-retry" ->
          true;
      default -> name.startsWith("x-ratelimit-");
    };
  }
}
