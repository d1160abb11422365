package llmchat.server.call;

import java.util.Optional;
import llmchat.server.http.Client;
import llmchat.server.http.Exchange;

/**
 * The request that a call came from. Immutable.
 *
 * @param requestId the id of the request
 * @param client the client that sent it
 * @param route the path of its route
 * @param userId the user; empty if the service does not know users
 * @param keyId the API key; empty for sessions and the admin key
 * @param awaited whether the request waits for the answer; otherwise the call outlives it
 */
public record CallOrigin(
    String requestId,
    Client client,
    String route,
    Optional<String> userId,
    Optional<String> keyId,
    boolean awaited) {

  /** The origin of a call whose request waits for the answer. */
  public static CallOrigin of(Exchange exchange, Optional<String> userId, Optional<String> keyId) {
    return new CallOrigin(
        exchange.id(), exchange.client(), exchange.route().path(), userId, keyId, true);
  }

  /** The same for a call that outlives its request. */
  public CallOrigin detached() {
    return new CallOrigin(requestId, client, route, userId, keyId, false);
  }
}
