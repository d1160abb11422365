package llmchat.bench.measure;

/** What can be done to a subject: the words that stand as a sample's scenario. */
public final class Scenarios {
  /** Plain calls, as many as go through; {@code CPU_PER_CALL, CALLS_PER_SECOND, P50, P99}. */
  public static final String JSON = "json";

  /**
   * Plain calls at half of what the subject can do, at intended times; {@code RATE, P50, P99,
   * P999}, and {@code BARE_P50, BARE_P99, BARE_P999} of the upstream alone at the same rate.
   */
  public static final String HALF_LOAD = "half-load";

  /** The most calls at a given p99; {@code CALLS_AT_1_MS, CALLS_AT_5_MS, CALLS_AT_10_MS}. */
  public static final String FRONTIER = "frontier";

  /** From nothing to idle; {@code READY, IDLE_RSS, SIZE}. */
  public static final String START = "start";

  /** Idle again after all load; the measures that end in {@code _BEFORE} and {@code _AFTER}. */
  public static final String AFTER_LOAD = "after-load";

  /** What is seen of faults; no samples, but results. */
  public static final String FAULTS = "faults";

  /** Micro-benchmarks; the subject is the function; {@code NANOS_PER_OP, BYTES_PER_OP}. */
  public static final String HOT = "hot";

  private static final String STREAMS = "streams-";

  private Scenarios() {}

  /**
   * That many streams open at once; {@code CPU_PER_CHUNK, RSS, RSS_PER_STREAM, FIRST_CHUNK_P50,
   * FIRST_CHUNK_P99, GAP_ERROR_P99, GAP_ERROR_P999, LOST, REORDERED, BROKEN}, also of {@link
   * Subjects#BARE} but for processor and memory.
   */
  public static String streams(int count) {
    return STREAMS + count;
  }

  /** The count of a scenario made by {@link #streams}, 0 of any other. */
  public static int streamsOf(String scenario) {
    return scenario.startsWith(STREAMS)
        ? Integer.parseInt(scenario.substring(STREAMS.length()))
        : 0;
  }
}
