package llmchat.gateway.auth;

import io.vertx.core.Future;
import java.util.Optional;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.server.http.Exchange;

/** Says who sends a request, before anything of its body is read. Any event loop. */
public final class Authentication {
  private final Callers callers;

  /** Asks those callers. */
  public Authentication(Callers callers) {
    this.callers = callers;
  }

  /**
   * The caller; fails with {@link Failure.Unauthorized} for a missing or unknown key, and with
   * {@link Failure.StoreUnavailable} where that cannot be known.
   */
  public Future<Caller> caller(Exchange exchange) {
    Optional<String> key = PresentedKey.in(exchange);
    if (key.isEmpty()) {
      return unauthorized();
    }
    return switch (callers.findCached(key.get())) {
      case Lookup.Known(Caller caller) -> Future.succeededFuture(noted(exchange, caller));
      case Lookup.Unknown() -> unauthorized();
      case Lookup.NotCached() -> {
        exchange.holdBody();
        yield callers
            .find(key.get())
            .recover(StoreFailure::asFailure)
            .compose(found ->
                found.isPresent()
                    ? Future.succeededFuture(noted(exchange, found.get()))
                    : unauthorized());
      }
    };
  }

  /** The caller if it is the admin; everybody else gets the same answer as without a key. */
  public Future<Caller> admin(Exchange exchange) {
    return caller(exchange)
        .compose(caller -> caller.isAdmin() ? Future.succeededFuture(caller) : unauthorized());
  }

  /** The hash of the key that a request presents, by which a session knows itself. */
  public static KeyHash presented(Exchange exchange) {
    return KeyHash.of(PresentedKey.in(exchange).orElse(""));
  }

  private static Caller noted(Exchange exchange, Caller caller) {
    exchange.notes().caller(caller.userId());
    return caller;
  }

  private static Future<Caller> unauthorized() {
    return Future.failedFuture(new FailureException(new Failure.Unauthorized()));
  }
}
