package llmchat.bench.measure;

import java.util.Set;

/** What is read of a subject: the words that stand as a sample's measure, each with its unit. */
public final class Measures {
  /** User and system time of all of the subject's processes over the counted calls. */
  public static final String CPU_PER_CALL = "cpu µs/call";

  public static final String CALLS_PER_SECOND = "calls/s";

  /** Of a call's latency as the client sees it, nothing taken off; so are the next two. */
  public static final String P50 = "p50 ms";

  public static final String P99 = "p99 ms";
  public static final String P999 = "p99.9 ms";

  /** The same of the upstream without a subject, asked at this subject's rate in the same round. */
  public static final String BARE_P50 = "bare p50 ms";

  public static final String BARE_P99 = "bare p99 ms";
  public static final String BARE_P999 = "bare p99.9 ms";

  /** What was offered at a fixed rate. */
  public static final String RATE = "rate calls/s";

  public static final String CALLS_AT_1_MS = "calls/s at p99 1 ms";
  public static final String CALLS_AT_5_MS = "calls/s at p99 5 ms";
  public static final String CALLS_AT_10_MS = "calls/s at p99 10 ms";

  /** User and system time of all of the subject's processes over the counted chunks. */
  public static final String CPU_PER_CHUNK = "cpu µs/chunk";

  /** Resident memory of all processes while all streams run; MB are 1,000,000 bytes. */
  public static final String RSS = "rss MB";

  /**
   * What the streams added to resident memory since none was open, for each of them; 1,000 bytes.
   */
  public static final String RSS_PER_STREAM = "rss kB/stream";

  /** From the request's last byte to the first event, nothing taken off; so is the next one. */
  public static final String FIRST_CHUNK_P50 = "first chunk p50 ms";

  public static final String FIRST_CHUNK_P99 = "first chunk p99 ms";

  /** By how much the gap between two events differs from the sent one; so does the next one. */
  public static final String GAP_ERROR_P99 = "gap error p99 ms";

  public static final String GAP_ERROR_P999 = "gap error p99.9 ms";

  public static final String LOST = "lost chunks";
  public static final String REORDERED = "reordered chunks";
  public static final String BROKEN = "broken streams";

  /** From the start of the process to its first successful answer. */
  public static final String READY = "ready s";

  /** Resident memory before the first call. */
  public static final String IDLE_RSS = "idle rss MB";

  /** Bytes of what has to be on the machine, without the language's own runtime. */
  public static final String SIZE = "size MB";

  public static final String RSS_BEFORE = "rss before MB";
  public static final String RSS_AFTER = "rss after MB";
  public static final String FILES_BEFORE = "open files before";
  public static final String FILES_AFTER = "open files after";
  public static final String THREADS_BEFORE = "threads before";
  public static final String THREADS_AFTER = "threads after";

  public static final String NANOS_PER_OP = "ns/op";
  public static final String BYTES_PER_OP = "bytes/op";

  /** What says nothing about the subject if the load side was the bottleneck. */
  private static final Set<String> LOAD_DEPENDENT =
      Set.of(
          CALLS_PER_SECOND,
          P50,
          P99,
          P999,
          BARE_P50,
          BARE_P99,
          BARE_P999,
          CALLS_AT_1_MS,
          CALLS_AT_5_MS,
          CALLS_AT_10_MS,
          FIRST_CHUNK_P50,
          FIRST_CHUNK_P99,
          GAP_ERROR_P99,
          GAP_ERROR_P999);

  private Measures() {}

  /**
   * Whether a figure means nothing where the load side was the bottleneck; processor time for each
   * call or chunk stays what it is.
   */
  public static boolean needsFreeLoad(String measure) {
    return LOAD_DEPENDENT.contains(measure);
  }
}
