package llmchat.server.http;

import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * Adds headers for browsers to every answer: not to guess another content type, and over HTTPS of
 * our own, to use only HTTPS for this host name from now on.
 */
final class BrowserRules {
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence TRANSPORT_SECURITY =
      HttpHeaders.createOptimized("strict-transport-security");

  /** Covers people who come back within a month, and is over a month after HTTPS is given up. */
  private static final CharSequence A_MONTH =
      HttpHeaders.createOptimized("max-age=" + Duration.ofDays(30).toSeconds());

  private BrowserRules() {}

  /** Adds them, before the status of the answer is known. */
  static void addHeaders(Exchange exchange) {
    exchange.response().putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF);
    if (exchange.request().isSSL() && !isOfThisMachine(exchange.host())) {
      exchange.response().putHeader(TRANSPORT_SECURITY, A_MONTH);
    }
  }

  /** The header concerns all ports, and on localhost other servers listen too. */
  private static boolean isOfThisMachine(Optional<String> host) {
    return host.map(HostName::of).filter(HostName::isLocal).isPresent();
  }
}
