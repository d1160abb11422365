package llmchat.gateway.account;

import io.vertx.core.Future;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.server.http.Exchange;

/** Says whose account a request is about: its caller's own, never another's. */
final class Owners {
  private final Authentication authentication;

  Owners(Authentication authentication) {
    this.authentication = authentication;
  }

  /** The caller, who may be the admin. */
  Future<Caller> caller(Exchange exchange) {
    return authentication.caller(exchange);
  }

  /** The caller; the admin is refused, who is a key in the settings and no account. */
  Future<Caller> owner(Exchange exchange) {
    return caller(exchange)
        .compose(caller ->
            caller.isAdmin()
                ? Future.failedFuture(
                    new FailureException(new Failure.Forbidden("The admin key has no account.")))
                : Future.succeededFuture(caller));
  }
}
