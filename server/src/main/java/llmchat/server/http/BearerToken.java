package llmchat.server.http;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** Reads a key from {@code Authorization}, as {@code Bearer <key>} or as the bare key. */
public final class BearerToken {
  private static final String BEARER = "bearer ";

  /** The name of the header, with a precomputed hash. */
  public static final CharSequence HEADER = HttpHeaders.AUTHORIZATION;

  private BearerToken() {}

  /** The key, if there is exactly one header and it holds exactly one. */
  public static Optional<String> of(Exchange exchange) {
    return of(exchange.headers(HEADER));
  }

  /**
   * The key, if there is exactly one value of {@code Authorization} and it holds exactly one key.
   */
  public static Optional<String> of(List<String> values) {
    if (values.size() != 1) {
      return Optional.empty();
    }
    String value = values.getFirst().strip().replace('\t', ' ');
    if (value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      value = value.substring(BEARER.length()).strip();
    }
    return value.isEmpty() || value.indexOf(' ') >= 0 ? Optional.empty() : Optional.of(value);
  }
}
