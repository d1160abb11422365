package llmchat.product;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what is seen from outside only, by looking again. */
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofMillis(20);

  /** Something that becomes true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  private Await() {}

  /** Returns when the condition holds; fails after 20 s. */
  static void until(String what, Condition condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new AssertionError("waited " + PATIENCE + " for " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
