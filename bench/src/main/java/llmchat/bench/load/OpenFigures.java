package llmchat.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What came of calls at a fixed rate, and how well the load itself kept to it.
 *
 * @param calls with the latency from the intended start
 * @param lateness nanoseconds by which the load sent a call late though a connection was free
 */
public record OpenFigures(CallFigures calls, Histogram lateness) {
  private static final long TOLERATED = 1_000_000;

  /**
   * Whether latencies up to this percentile say something about the subject: that many calls left
   * at most 1 ms late. Says nothing of a load whose core is full; the measure package judges that.
   */
  public boolean believable(double percentile) {
    return lateness.getValueAtPercentile(percentile) <= TOLERATED;
  }
}
