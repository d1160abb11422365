package llmchat.gateway.auth;

import io.vertx.core.Future;
import java.util.Optional;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Holder;
import llmchat.server.http.Exchange;

/** Says who sends a request, before anything of its body is read. Any event loop. */
public final class Authentication {
  private static final Failure UNAUTHORIZED = new Failure.Unauthorized();
  private static final Failure NOT_AN_ADMIN =
      new Failure.Forbidden("Only an administrator may do this.");
  private static final Failure NO_ACCOUNT = new Failure.Forbidden("The admin key has no account.");

  private final Callers callers;

  /** Asks those callers. */
  public Authentication(Callers callers) {
    this.callers = callers;
  }

  /**
   * The caller, for whom the exchange counts from then on; fails with {@link Failure.Unauthorized}
   * for a missing or unknown key, with {@link Failure.RateLimited} for one unknown key after the
   * other, with {@link Failure.StoreUnavailable} where that cannot be known, and with {@link
   * Failure.ShareUsed} if the caller has too many requests open.
   */
  public Future<Caller> caller(Exchange exchange) {
    Optional<String> key = PresentedKey.in(exchange);
    if (key.isEmpty()) {
      return refused(UNAUTHORIZED);
    }
    return switch (callers.findCached(key.get())) {
      case Lookup.Known(Caller caller) -> known(exchange, caller);
      case Lookup.Unknown() -> refused(unknown(exchange, key.get()));
      case Lookup.NotCached() -> {
        exchange.holdBody();
        yield callers
            .find(key.get())
            .recover(StoreFailure::asFailure)
            .compose(found ->
                found.isPresent()
                    ? known(exchange, found.get())
                    : refused(unknown(exchange, key.get())));
      }
    };
  }

  /** The caller if it is an admin; a known caller who is none gets {@link Failure.Forbidden}. */
  public Future<Caller> admin(Exchange exchange) {
    return caller(exchange)
        .compose(
            caller -> caller.isAdmin() ? Future.succeededFuture(caller) : refused(NOT_AN_ADMIN));
  }

  /**
   * The caller if it has an account; the holder of the admin key gets {@link Failure.Forbidden}.
   */
  public Future<Caller> accountHolder(Exchange exchange) {
    return caller(exchange)
        .compose(caller ->
            caller.proof() instanceof Proof.AdminKey
                ? refused(NO_ACCOUNT)
                : Future.succeededFuture(caller));
  }

  /** The hash of the credential that a request presents, by which a session knows itself. */
  public static KeyHash presented(Exchange exchange) {
    return KeyHash.of(PresentedKey.in(exchange).orElse(""));
  }

  private Failure unknown(Exchange exchange, String key) {
    return callers.refusal(Holder.address(exchange.client().address()), key);
  }

  private static Future<Caller> known(Exchange exchange, Caller caller) {
    exchange.notes().caller(caller.userId());
    return exchange
        .countForUser(caller.userId())
        .map(Authentication::<Caller>refused)
        .orElseGet(() -> Future.succeededFuture(caller));
  }

  private static <T> Future<T> refused(Failure failure) {
    return Future.failedFuture(new FailureException(failure));
  }
}
