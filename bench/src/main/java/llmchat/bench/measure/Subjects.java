package llmchat.bench.measure;

/** The subjects that a report treats apart from the others. */
public final class Subjects {
  /** The plain proxy: the limit that every figure is a ratio to. */
  public static final String NGINX = "nginx";

  /** LLM Chat as one process, everything on. */
  public static final String STANDALONE = "standalone";

  /** LLM Chat as two processes, gateway and inference, both added. */
  public static final String SPLIT = "split";

  /** No subject: the load asks the upstream itself, which is what "added" is added to. */
  public static final String BARE = "bare upstream";

  /** The peer to beat on streams. */
  public static final String SGLANG_ROUTER = "sglang-router";

  private Subjects() {}

  /** Whether it is the measured program in one of its forms. */
  public static boolean isOurs(String subject) {
    return subject.equals(STANDALONE) || subject.equals(SPLIT);
  }
}
