package llmchat.gateway.accounts;

import io.vertx.core.Future;
import java.time.Duration;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;

/** More passwords wait to be hashed than the gateway has memory and patience for; try later. */
final class PasswordsBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PasswordsBusyException() {
    super("too many passwords are being hashed");
  }

  /** A failed future with the failure that this means, or that one of the store means. */
  public static <T> Future<T> asFailure(Throwable cause) {
    return cause instanceof PasswordsBusyException
        ? Future.failedFuture(
            new FailureException(
                new Failure.RateLimited("sign-ups and log-ins at once", Duration.ofSeconds(1))))
        : StoreFailure.asFailure(cause);
  }
}
