package llmchat.llm.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a key from {@code Authorization}, as {@code Bearer <key>} or as the bare key. */
public final class BearerToken {
  private static final String BEARER = "bearer ";

  private BearerToken() {}

  /** The key, if there is exactly one header and it holds exactly one. */
  public static Optional<String> of(Exchange exchange) {
    List<String> values = exchange.headers("authorization");
    if (values.size() != 1) {
      return Optional.empty();
    }
    String value = values.getFirst().strip().replace('\t', ' ');
    if (value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      value = value.substring(BEARER.length()).strip();
    }
    return value.isEmpty() || value.indexOf(' ') >= 0 ? Optional.empty() : Optional.of(value);
  }
}
