package llmchat.llm.upstream;

import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import llmchat.llm.ProviderSide;

/** Selects the upstream's headers to forward to the client, by an allow-list. */
final class ReplyHeaders {
  private static final String CONTENT_TYPE = "content-type";

  private ReplyHeaders() {}

  /**
   * The headers to forward, lower-case names.
   *
   * @param dialect has the allow-list
   * @param contentType whether to include the content type
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
