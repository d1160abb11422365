package llmchat.llm.upstream;

import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import llmchat.llm.ProviderSide;

/**
 * Chooses which of an upstream's headers the client may see: an allow-list, all else is dropped.
 */
final class ReplyHeaders {
  private static final String CONTENT_TYPE = "content-type";

  private ReplyHeaders() {}

  /**
   * The headers to pass on.
   *
   * @param dialect says which
   * @param contentType whether the content type is among them
   */
  static Map<String, String> of(
      HttpClientResponse response, ProviderSide dialect, boolean contentType) {
    Map<String, String> headers = HashMap.newHashMap(4);
    response
        .headers()
        .forEach((name, value) -> {
          if (dialect.passes(name) || (contentType && name.equalsIgnoreCase(CONTENT_TYPE))) {
            headers.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    return headers;
  }
}
