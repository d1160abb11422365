package llmchat.gateway.accounts;

import io.vertx.core.Future;
import java.time.Duration;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;

/** Too many passwords are waiting to be hashed; a later attempt may succeed. */
final class PasswordsBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PasswordsBusyException() {
    super("too many passwords are being hashed");
  }

  /** A failed future with the {@link Failure} for this exception, or for one of the store. */
  public static <T> Future<T> asFailure(Throwable cause) {
    return cause instanceof PasswordsBusyException
        ? Future.failedFuture(
            new FailureException(
                new Failure.RateLimited("sign-ups and log-ins at once", Duration.ofSeconds(1))))
        : StoreFailure.asFailure(cause);
  }
}
