package llmchat.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Blocking with a limit, where running out of time is a failed test. */
final class Waiting {
  /** Something that blocks and then says whether what it waited for came. */
  interface Condition {
    boolean happened() throws InterruptedException;
  }

  /** Something that blocks and then gives what it waited for, or null. */
  interface Source<T extends @Nullable Object> {
    T poll() throws InterruptedException;
  }

  private Waiting() {}

  static void until(Condition condition, Supplier<String> message) {
    forOne(() -> condition.happened() ? true : null, message);
  }

  static <T> T forOne(Source<@Nullable T> source, Supplier<String> message) {
    try {
      T polled = source.poll();
      if (polled == null) {
        throw new AssertionError(message.get());
      }
      return polled;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + message.get(), e);
    }
  }
}
