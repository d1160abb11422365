package llmchat.gateway.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of platform threads behind a bounded queue, for work that must not run on an event
 * loop. Not virtual threads, because JDBC pools spin when those wait for a connection.
 */
public final class Workers implements AutoCloseable {
  private static final long CLOSE_SECONDS = 5;

  private final ThreadPoolExecutor executor;
  private final Supplier<RuntimeException> whenFull;

  /**
   * Starts threads when they are first needed.
   *
   * @param name the prefix of the threads' names
   * @param whenFull the failure if all threads are busy and the queue is full
   */
  public Workers(String name, int threads, int queue, Supplier<RuntimeException> whenFull) {
    this.whenFull = whenFull;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            named(name),
            new ThreadPoolExecutor.AbortPolicy());
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the work on one of the threads; never waits. The future completes on the Vert.x context of
   * the caller, or on the working thread if the caller has none.
   */
  public <T extends @Nullable Object> Future<T> call(Callable<T> work) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    try {
      executor.execute(() -> complete(outcome, work));
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(whenFull.get());
    }
    return onCallersContext(outcome);
  }

  /** The amount of work waiting; any thread. */
  public int waiting() {
    return executor.getQueue().size();
  }

  /** The stage as a future on the caller's Vert.x context, if there is one. */
  public static <T extends @Nullable Object> Future<T> onCallersContext(CompletionStage<T> stage) {
    @Nullable Context context = Vertx.currentContext();
    return context == null
        ? Future.fromCompletionStage(stage)
        : Future.fromCompletionStage(stage, context);
  }

  /** Waits a few seconds for running and waiting work; what is left then is dropped. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  // Everything thrown must reach the caller, or its future would never complete.
  private static <T extends @Nullable Object> void complete(
      CompletableFuture<T> outcome, Callable<T> work) {
    try {
      outcome.complete(work.call());
    } catch (Throwable failure) {
      outcome.completeExceptionally(failure);
    }
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
