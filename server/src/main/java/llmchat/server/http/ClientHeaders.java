package llmchat.server.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses which of a client's headers a provider may see: an allow-list, all else stays here. */
public final class ClientHeaders {
  private static final List<String> ALLOWED = List.of("openai-beta", "idempotency-key");

  private ClientHeaders() {}

  /** The headers to pass on, lower-case names. */
  public static Map<String, String> of(Exchange exchange) {
    Map<String, String> headers = Map.of();
    for (String name : ALLOWED) {
      String value = exchange.request().getHeader(name);
      if (value != null) {
        headers = headers.isEmpty() ? new HashMap<>() : headers;
        headers.put(name, value);
      }
    }
    return headers;
  }
}
