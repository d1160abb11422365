package llmchat.llm.upstream;

import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import llmchat.llm.ProviderSide;

/** Selects the upstream's headers to forward to the client, by an allow-list. */
final class ReplyHeaders {
  private static final String CONTENT_TYPE = "content-type";
  private static final String JSON = "application/json";

  private ReplyHeaders() {}

  /**
   * The headers to forward, lower-case names. Whole answers are JSON in every dialect, so another
   * content type is an error of the upstream, and could make a browser show a page.
   *
   * @param dialect has the allow-list
   * @param contentType whether to include a content type
   */
  static Map<String, String> of(
      HttpClientResponse response, ProviderSide dialect, boolean contentType) {
    Map<String, String> headers = HashMap.newHashMap(4);
    response
        .headers()
        .forEach((name, value) -> {
          if (dialect.passes(name)) {
            headers.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    if (contentType) {
      String type = response.getHeader(CONTENT_TYPE);
      headers.put(CONTENT_TYPE, type != null && isJson(type) ? type : JSON);
    }
    return headers;
  }

  private static boolean isJson(String type) {
    int parameters = type.indexOf(';');
    String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
    String lower = bare.toLowerCase(Locale.ROOT);
    return lower.equals(JSON) || (lower.startsWith("application/") && lower.endsWith("+json"));
  }
}
