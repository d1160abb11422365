package llmchat.bench.load;

import java.time.Duration;

/**
 * Whose processor was full while a load ran.
 *
 * @param load share of the load's and upstream's core that was busy, by whoever, 0 to 1
 * @param subject share of its core that the subject used, 0 to 1
 */
public record Bottleneck(double load, double subject) {
  private static final double FULL = 0.95;

  /**
   * From what was read at both edges of a window.
   *
   * @param subjectCpu that the subject's processes used in between
   */
  public static Bottleneck between(
      CoreTimes loadBefore, CoreTimes loadAfter, Duration subjectCpu, Duration elapsed) {
    return new Bottleneck(
        loadAfter.busySince(loadBefore), (double) subjectCpu.toNanos() / elapsed.toNanos());
  }

  /**
   * Whether the load side set the pace: then calls per second are a floor of what the subject can
   * do, and its latency at full load is not its own.
   */
  public boolean loadWasTheLimit() {
    return load >= FULL && subject < FULL;
  }

  /** For the report. */
  @Override
  public String toString() {
    return "%s: load's core %.0f %% busy, subject %.0f %% of its core"
        .formatted(
            loadWasTheLimit() ? "limited by the load" : "not limited by the load",
            100 * load,
            100 * subject);
  }
}
