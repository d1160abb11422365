package llmchat.gateway.store;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures in tests. */
public final class Await {
  private Await() {}

  /** The future's value, within half a minute. */
  public static <T> T value(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new AssertionError("the future failed", failed.getCause());
    } catch (TimeoutException | InterruptedException late) {
      throw new AssertionError("the future did not complete", late);
    }
  }

  /** The future's failure, within half a minute. */
  public static Throwable failure(Future<?> future) {
    try {
      Object value = future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      throw new AssertionError("the future succeeded with " + value);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      return cause == null ? failed : cause;
    } catch (TimeoutException | InterruptedException late) {
      throw new AssertionError("the future did not complete", late);
    }
  }

  /** All values, in order. */
  public static <T> List<T> values(List<Future<T>> futures) {
    return futures.stream().map(Await::value).toList();
  }
}
