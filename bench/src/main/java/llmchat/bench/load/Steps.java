package llmchat.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import llmchat.bench.wire.Loop;

/** What a load does at later times, on the loop's thread; what is thrown there ends the load. */
final class Steps<T> {
  private final Loop loop;
  private final CompletableFuture<T> done = new CompletableFuture<>();

  Steps(Loop loop) {
    this.loop = loop;
  }

  void after(Duration time, Runnable step) {
    long nanos = Math.max(0, time.toNanos());
    var _ = loop.thread().schedule(() -> guarded(step), nanos, TimeUnit.NANOSECONDS);
  }

  private void guarded(Runnable step) {
    if (done.isDone()) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  void end(T figures) {
    done.complete(figures);
  }

  /** Begins on the loop's thread and blocks until the end. */
  T run(Runnable first) {
    loop.run(() -> guarded(first));
    return done.join();
  }
}
