package llmchat.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Counts calls. On the loop's thread. */
final class CallTally {
  private static final int DIGITS = 3;

  private final Histogram latency = new Histogram(DIGITS);
  private final Window window;
  private long calls;
  private long failures;
  private String firstFailure = "";
  private boolean open;
  private long openedAt;
  private long closedAt;

  CallTally(Window window) {
    this.window = window;
  }

  void open() {
    window.opened();
    open = true;
    openedAt = System.nanoTime();
  }

  void close() {
    open = false;
    closedAt = System.nanoTime();
    window.closed();
  }

  /** Whether now is the counted time. */
  boolean isOpen() {
    return open;
  }

  /** A right answer that counts. */
  void answered(long nanos) {
    calls++;
    latency.recordValue(Math.max(0, nanos));
  }

  /** Anything else counts from the first moment: a load that fails while it warms up is no load. */
  void failed(String reason) {
    failures++;
    if (firstFailure.isEmpty()) {
      firstFailure = reason;
    }
  }

  CallFigures figures() {
    Duration elapsed = Duration.ofNanos(closedAt - openedAt);
    return new CallFigures(calls, failures, firstFailure, elapsed, latency);
  }
}
