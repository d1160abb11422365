package llmchat.server.call;

import java.util.Optional;
import llmchat.server.http.Client;
import llmchat.server.http.Exchange;

/**
 * Where a call came from.
 *
 * @param requestId of the request that asked for it
 * @param client who sent that request
 * @param route the path of the route that took it
 * @param userId who asked
 * @param keyId with which key; empty for sessions and the admin key
 * @param awaited whether the request waits for the answer; else the call outlives it
 */
public record CallOrigin(
    String requestId,
    Client client,
    String route,
    Optional<String> userId,
    Optional<String> keyId,
    boolean awaited) {

  /** A request that waits for the answer. */
  public static CallOrigin of(Exchange exchange, Optional<String> userId, Optional<String> keyId) {
    return new CallOrigin(
        exchange.id(), exchange.client(), exchange.route().path(), userId, keyId, true);
  }

  /** The same for a call that outlives its request. */
  public CallOrigin detached() {
    return new CallOrigin(requestId, client, route, userId, keyId, false);
  }
}
