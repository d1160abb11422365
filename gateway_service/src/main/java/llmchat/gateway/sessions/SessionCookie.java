package llmchat.gateway.sessions;

import java.time.Duration;
import llmchat.gateway.auth.PresentedKey;
import llmchat.llm.Secret;
import llmchat.server.http.Exchange;

/**
 * The cookie that carries a session for the pages of this server: no script reads it, and it is
 * secure for who speaks HTTPS; at home the gateway may be used without.
 */
public final class SessionCookie {
  private SessionCookie() {}

  /**
   * Sets it. A page of somebody else gets none set: it could log its visitor in under a name of its
   * own and read later what was asked.
   */
  public static void set(Exchange exchange, Secret token, Duration lifetime) {
    if (!PresentedKey.isFromAnotherPage(exchange)) {
      put(exchange, token.reveal(), lifetime);
    }
  }

  /** Makes the browser forget it. */
  public static void clear(Exchange exchange) {
    put(exchange, "", Duration.ZERO);
  }

  private static void put(Exchange exchange, String token, Duration lifetime) {
    exchange.putHeader(
        "set-cookie",
        PresentedKey.COOKIE
            + "="
            + token
            + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
            + Math.max(0, lifetime.toSeconds())
            + (exchange.client().secure() ? "; Secure" : ""));
  }
}
