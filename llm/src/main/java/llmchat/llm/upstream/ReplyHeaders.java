package llmchat.llm.upstream;

import io.vertx.core.http.HttpClientResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses which of an upstream's headers the client may see: an allow-list, all else is dropped.
 */
final class ReplyHeaders {
  private static final String RATE_LIMITS = "x-ratelimit-";
  private static final String CONTENT_TYPE = "content-type";

  private static final Set<String> ALLOWED = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    Collections.addAll(
        ALLOWED,
        "openai-processing-ms",
        "openai-version",
        "retry-after",
        "retry-after-ms",
        "x-should-retry");
  }

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
          if (allowed(name) || (contentType && name.equalsIgnoreCase(CONTENT_TYPE))) {
            headers.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    return headers;
  }

  private static boolean allowed(String name) {
    return ALLOWED.contains(name)
        || name.regionMatches(true, 0, RATE_LIMITS, 0, RATE_LIMITS.length());
  }
}
