package llmchat.gateway.store;

import io.vertx.core.Future;
import java.time.Duration;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;

/** The store's exceptions as failures that a client may see. */
public final class StoreFailure {
  private StoreFailure() {}

  /** A failed future with the failure that the exception means; others stay as they are. */
  public static <T> Future<T> asFailure(Throwable cause) {
    return Future.failedFuture(
        switch (cause) {
          case StoreUnavailableException _ -> new FailureException(new Failure.StoreUnavailable());
          case StoreBusyException _ ->
              new FailureException(
                  new Failure.Overloaded("the database is busy", Duration.ofSeconds(1)));
          default -> cause;
        });
  }
}
