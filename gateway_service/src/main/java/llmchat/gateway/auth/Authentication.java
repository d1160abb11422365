package llmchat.gateway.auth;

import io.vertx.core.Future;
import java.util.Optional;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.StoreBounds;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Holder;
import llmchat.llm.Pool;
import llmchat.server.http.Exchange;

/** Authenticates requests, before any of the body is read. Any event loop. */
public final class Authentication {
  /** Places for requests that the database answers: one caller cannot fill its queue. */
  public static final Pool.Terms STORE_WORK =
      new Pool.Terms(
          "store_work",
          "places for requests that the database answers",
          StoreBounds.DEFAULT.queue(),
          Integer.toString(StoreBounds.DEFAULT.queue()),
          0.5,
          1,
          "the database's timeouts, 60 s for a reader that takes nothing");

  private static final Failure UNAUTHORIZED = new Failure.Unauthorized();
  private static final Failure NOT_AN_ADMIN =
      new Failure.Forbidden("Only an administrator may do this.");
  private static final Failure NO_ACCOUNT = new Failure.Forbidden("The admin key has no account.");

  private final Callers callers;
  private final Pool storeWork;

  /** Looks keys up among those callers; the pool is that of {@link #STORE_WORK}. */
  public Authentication(Callers callers, Pool storeWork) {
    this.callers = callers;
    this.storeWork = storeWork;
  }

  /** The callers. */
  public Callers callers() {
    return callers;
  }

  /**
   * The caller, to whom the exchange is charged from then on. Fails with {@link
   * Failure.Unauthorized} for a missing or unknown key, with {@link Failure.RateLimited} after too
   * many unknown keys from one address, with {@link Failure.StoreUnavailable} or {@link
   * Failure.Overloaded} if the database cannot be asked, and with {@link Failure.ShareUsed} if the
   * caller has too many open requests.
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

  /**
   * The caller, for a request that the database answers: with a place among {@link #STORE_WORK}
   * until the answer is delivered. Fails as {@link #caller} does, and without a place.
   */
  public Future<Caller> storeCaller(Exchange exchange) {
    return caller(exchange)
        .compose(caller ->
            exchange
                .holdUntilDelivered(storeWork)
                .map(Authentication::<Caller>refused)
                .orElseGet(() -> Future.succeededFuture(caller)));
  }

  /** The caller if it is an administrator; fails with {@link Failure.Forbidden} for others. */
  public Future<Caller> admin(Exchange exchange) {
    return caller(exchange)
        .compose(
            caller -> caller.isAdmin() ? Future.succeededFuture(caller) : refused(NOT_AN_ADMIN));
  }

  /**
   * As {@link #storeCaller}, if the caller has an account; fails with {@link Failure.Forbidden} for
   * the admin key.
   */
  public Future<Caller> accountHolder(Exchange exchange) {
    return storeCaller(exchange)
        .compose(caller ->
            caller.proof() instanceof Proof.AdminKey
                ? refused(NO_ACCOUNT)
                : Future.succeededFuture(caller));
  }

  /** The hash of the credential in a request, to identify the current session. */
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
