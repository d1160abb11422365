package llmchat.server.http;

import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * What every answer tells browsers, whatever it is: that it is of the type that it says and of no
 * other, and where this server speaks HTTPS itself, that its name is to be called that way.
 */
final class BrowserRules {
  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence TRANSPORT_SECURITY =
      HttpHeaders.createOptimized("strict-transport-security");

  /** Long enough for whoever comes back within a month, and a mistake is over within one. */
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

  /** A name for every port of the machine: the rule would hold for other people's servers too. */
  private static boolean isOfThisMachine(Optional<String> host) {
    return host.map(HostName::of).filter(HostName::isLocal).isPresent();
  }
}
