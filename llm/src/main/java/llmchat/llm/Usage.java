package llmchat.llm;

import java.util.Locale;

/**
 * The tokens of one call.
 *
 * @param inputTokens all tokens of the prompt, cached ones included
 * @param outputTokens all tokens of the answer, reasoning included
 * @param source who says so
 */
public record Usage(long inputTokens, long outputTokens, Source source) {
  /** Where the numbers come from, best first. */
  public enum Source {
    /** The provider reported them. */
    PROVIDER,
    /** We counted what passed, one token a chunk: the provider's report never came. */
    COUNTED,
    /** Nothing is known. */
    NONE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in logs and records. */
    public String label() {
      return label;
    }
  }

  /** No usage at all, as for a call that was refused. */
  public static final Usage NONE = new Usage(0, 0, Source.NONE);

  /** Negative numbers from a provider count as zero. */
  public Usage {
    inputTokens = Math.max(0, inputTokens);
    outputTokens = Math.max(0, outputTokens);
  }

  /** What the provider reported. */
  public static Usage reported(long inputTokens, long outputTokens) {
    return new Usage(inputTokens, outputTokens, Source.PROVIDER);
  }

  /** What was seen to pass of a stream that reported nothing. */
  public static Usage counted(long outputTokens) {
    return outputTokens == 0 ? NONE : new Usage(0, outputTokens, Source.COUNTED);
  }
}
