package llmchat.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One request and what became of its reply. Safe for any thread. */
public final class Exchange {
  private final RecordedRequest request;
  private final AtomicLong written = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Ending ending;

  Exchange(RecordedRequest request) {
    this.request = request;
  }

  public RecordedRequest request() {
    return request;
  }

  /** Bytes of the reply that the socket has taken so far: stands still while the peer pauses. */
  public long bytesWritten() {
    return written.get();
  }

  /** How the exchange ended, if it has. */
  public Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  /**
   * Blocks until the exchange has ended.
   *
   * @throws AssertionError when it goes on after {@code limit}
   */
  public Ending awaitEnd(Duration limit) {
    Waiting.until(
        () -> ended.await(limit.toNanos(), TimeUnit.NANOSECONDS),
        () -> "still going on after " + limit + ", " + written + " bytes written: " + request);
    return ending().orElseThrow();
  }

  /**
   * Blocks until the socket has taken nothing more for that long, though there is more to write, or
   * the exchange has ended; gives the bytes written until then.
   */
  public long awaitStandstill(Duration quiet) throws InterruptedException {
    long before = -1;
    while (bytesWritten() != before) {
      before = bytesWritten();
      if (ended.await(quiet.toNanos(), TimeUnit.NANOSECONDS)) {
        return bytesWritten();
      }
    }
    return before;
  }

  void wrote(long bytes) {
    written.addAndGet(bytes);
  }

  void end(Ending how) {
    ending = how;
    ended.countDown();
  }
}
