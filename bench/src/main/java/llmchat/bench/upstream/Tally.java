package llmchat.bench.upstream;

import java.time.Duration;

/** The running counts, on the loop's thread only. */
final class Tally {
  long calls;
  long streams;
  long chunks;
  long ended;
  int openStreams;
  int openConnections;
  long blocked;
  private long late;
  private long worstLateness;

  /** Something due at one time, by {@link System#nanoTime}, is written at another. */
  void written(long due, long now) {
    var lateness = now - due;
    worstLateness = Math.max(worstLateness, lateness);
    if (lateness > BenchUpstream.LATE.toNanos()) {
      late++;
    }
  }

  UpstreamCounts now() {
    return new UpstreamCounts(
        calls,
        streams,
        chunks,
        ended,
        openStreams,
        openConnections,
        late,
        Duration.ofNanos(worstLateness),
        blocked);
  }
}
