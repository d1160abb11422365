package llmchat.gateway.auth;

import java.util.List;
import java.util.Optional;
import llmchat.server.http.BearerToken;
import llmchat.server.http.Exchange;

/**
 * Extracts the key from a request: {@code Authorization} with or without {@code Bearer}, {@code
 * x-api-key}, {@code api-key}, or the cookie of the web page.
 */
public final class PresentedKey {
  /** The cookie that a login sets. */
  public static final String COOKIE = "llm_chat_session";

  private PresentedKey() {}

  /** The key as it was sent; empty if there is none. */
  public static Optional<String> in(Exchange exchange) {
    List<String> authorization = exchange.headers(BearerToken.HEADER);
    if (!authorization.isEmpty()) {
      return BearerToken.of(authorization);
    }
    return single(exchange, "x-api-key")
        .or(() -> single(exchange, "api-key"))
        .or(() -> cookie(exchange));
  }

  private static Optional<String> single(Exchange exchange, String name) {
    List<String> values = exchange.headers(name);
    return values.size() == 1
        ? Optional.of(values.getFirst().strip()).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  /** Browsers send the cookie automatically, so it counts only in requests from our own pages. */
  private static Optional<String> cookie(Exchange exchange) {
    if (!isFromOurOwnPage(exchange)) {
      return Optional.empty();
    }
    for (String header : exchange.headers("cookie")) {
      for (String pair : header.split(";", -1)) {
        String cookie = pair.strip();
        if (cookie.startsWith(COOKIE + "=")) {
          return Optional.of(cookie.substring(COOKIE.length() + 1));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * By the headers in which browsers state the origin of a request. Without them only reads are
   * allowed, since other pages cannot see the response.
   */
  private static boolean isFromOurOwnPage(Exchange exchange) {
    boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
    Optional<String> site = exchange.header("sec-fetch-site");
    if (site.isPresent()) {
      return site.get().equals("same-origin") || (reads && site.get().equals("none"));
    }
    return exchange.header("origin").map(origin -> isOurs(exchange, origin)).orElse(reads);
  }

  /** Whether, according to the browser, the request comes from a page of another site. */
  public static boolean isFromAnotherPage(Exchange exchange) {
    Optional<String> site = exchange.header("sec-fetch-site");
    return site.isPresent()
        ? !site.get().equals("same-origin") && !site.get().equals("none")
        : exchange.header("origin").filter(origin -> !isOurs(exchange, origin)).isPresent();
  }

  private static boolean isOurs(Exchange exchange, String origin) {
    return exchange
        .host()
        .filter(host -> origin.equals("http://" + host) || origin.equals("https://" + host))
        .isPresent();
  }
}
