package llmchat.gateway.sessions;

import java.time.Duration;
import llmchat.gateway.auth.PresentedKey;
import llmchat.llm.Secret;
import llmchat.server.http.Exchange;

/**
 * The session cookie of the chat page: {@code HttpOnly}, {@code SameSite=Lax}, and {@code Secure}
 * if the client uses HTTPS.
 */
public final class SessionCookie {
  private SessionCookie() {}

  /**
   * Sets the cookie, but not for pages of other sites: those could log a visitor in to their own
   * account, and later read what the visitor asked.
   */
  public static void set(Exchange exchange, Secret token, Duration lifetime) {
    if (!PresentedKey.isFromAnotherPage(exchange)) {
      put(exchange, token.reveal(), lifetime);
    }
  }

  /** Removes the cookie from the browser. */
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
