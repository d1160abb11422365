package llmchat.bench.load;

import org.HdrHistogram.Histogram;

/** Counts what happens to streams. On the loop's thread. */
final class StreamTally {
  private final long interval;
  private final Window window;
  private final Histogram firstChunk = new Histogram(3);
  private final Histogram gapError = new Histogram(3);
  private boolean open;
  private long chunks;
  private long lost;
  private long reordered;
  private long repeated;
  private long ended;
  private long broken;
  private String firstBreak = "";

  StreamTally(long interval, Window window) {
    this.interval = interval;
    this.window = window;
  }

  void open() {
    window.opened();
    open = true;
  }

  void close() {
    open = false;
    window.closed();
  }

  void first(long nanos) {
    firstChunk.recordValue(Math.max(0, nanos));
  }

  /** An event came, {@code gap} nanoseconds after the one before. */
  void came(Sequence.Place place, long gap) {
    if (open) {
      chunks++;
      if (place == Sequence.Place.NEXT) {
        gapError.recordValue(Math.abs(gap - interval));
      }
    }
    reordered += place == Sequence.Place.BEHIND ? 1 : 0;
    repeated += place == Sequence.Place.AGAIN ? 1 : 0;
  }

  void ended() {
    ended++;
  }

  void broken(String reason) {
    broken++;
    if (firstBreak.isEmpty()) {
      firstBreak = reason;
    }
  }

  void lost(int events) {
    lost += events;
  }

  StreamFigures figures(int streams) {
    return new StreamFigures(
        streams,
        chunks,
        lost,
        reordered,
        repeated,
        ended,
        broken,
        firstBreak,
        firstChunk,
        gapError);
  }
}
