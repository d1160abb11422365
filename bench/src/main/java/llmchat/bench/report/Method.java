package llmchat.bench.report;

/** How it was measured, in three lines. */
final class Method {
  private Method() {}

  static String of(Figures figures) {
    return """
    Load and upstream share one core and the subject has another; all speak over the loopback.
    Each round measures nginx beside every subject in turn, and a ratio compares figures of one \
    round only; shown is the median of %d rounds.
    CPU is user and system time of all of a subject's processes over the counted calls or \
    chunks, after a warm-up; where the load side was the bottleneck it says so instead of a \
    figure.\
    """
        .formatted(figures.rounds());
  }
}
