package llmchat.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A place in a scripted reply where the upstream waits until the test opens it.
 *
 * <p>Everything before the gate has been written when {@link #awaitReached} returns. A gate opens
 * once and stays open. Safe for any thread.
 */
public final class Gate implements Part {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CompletableFuture<Gate> opened = new CompletableFuture<>();

  /** Lets every reply that waits here, or will come here, go on. */
  public void open() {
    opened.complete(this);
  }

  /**
   * Blocks until a reply has come to this gate.
   *
   * @throws AssertionError when none did within {@code limit}
   */
  public void awaitReached(Duration limit) {
    Waiting.until(
        () -> reached.await(limit.toMillis(), TimeUnit.MILLISECONDS),
        () -> "no reply came to the gate within " + limit);
  }

  CompletableFuture<Gate> reach() {
    reached.countDown();
    return opened;
  }
}
