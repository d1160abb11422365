package llmchat.testkit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Blocks a test until something has come; what does not come in time is a failed test. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final long FUTURE_SECONDS = 30;

  /** Something that becomes true. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  private Await() {}

  /** Looks every 20 ms until the condition holds; fails after 20 s. */
  public static void until(String what, Condition condition) throws Exception {
    until(what, PATIENCE, condition);
  }

  /** The same with a patience of its own. */
  public static void until(String what, Duration patience, Condition condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > patience.toNanos()) {
        throw new AssertionError("waited " + patience + " for " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** The future's value, within half a minute. */
  public static <T> T value(Future<T> future) {
    try {
      return completed(future);
    } catch (ExecutionException failed) {
      throw new AssertionError("the future failed", failed.getCause());
    }
  }

  /** The future's failure, within half a minute. */
  public static Throwable failure(Future<?> future) {
    try {
      throw new AssertionError("the future succeeded with " + completed(future));
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      return cause == null ? failed : cause;
    }
  }

  /** All values, in order. */
  public static <T> List<T> values(List<Future<T>> futures) {
    return futures.stream().map(Await::value).toList();
  }

  private static <T> T completed(Future<T> future) throws ExecutionException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(FUTURE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | InterruptedException late) {
      throw new AssertionError("the future did not complete", late);
    }
  }
}
