package llmchat.gateway.store;

import io.vertx.core.Future;
import java.time.Duration;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;

/** Converts the store's exceptions into failures for clients. */
public final class StoreFailure {
  private StoreFailure() {}

  /** A failed future with the {@link Failure} for the exception; others are unchanged. */
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
