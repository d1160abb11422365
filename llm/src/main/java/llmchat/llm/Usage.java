package llmchat.llm;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * The token usage of one call, by class. What a provider does not report is absent rather than
 * zero. The classes overlap: input includes cached and cache-write tokens, output includes
 * reasoning, and both include their audio tokens. Immutable.
 *
 * @param source where the numbers come from
 * @param input all tokens of the prompt
 * @param cachedInput prompt tokens that the provider read from its cache
 * @param cacheWrite prompt tokens that it wrote to its cache
 * @param output all tokens of the answer
 * @param reasoning answer tokens that were spent on reasoning
 * @param audioInput prompt tokens that were audio
 * @param audioOutput answer tokens that were audio
 */
public record Usage(
    Source source,
    OptionalLong input,
    OptionalLong cachedInput,
    OptionalLong cacheWrite,
    OptionalLong output,
    OptionalLong reasoning,
    OptionalLong audioInput,
    OptionalLong audioOutput) {
  /** Where the numbers come from, best first. */
  public enum Source {
    /** The provider reported them. */
    PROVIDER,
    /** Counted here, one token per chunk, because the provider reported none. */
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
  public static final Usage NONE = of(Source.NONE, OptionalLong.empty(), OptionalLong.empty());

  /** Prompt and answer as the provider reported them. */
  public static Usage reported(long input, long output) {
    return of(Source.PROVIDER, OptionalLong.of(input), OptionalLong.of(output));
  }

  /** Counted chunks of a stream that reported no usage; the prompt tokens are unknown. */
  public static Usage counted(long output) {
    return output == 0 ? NONE : of(Source.COUNTED, OptionalLong.empty(), OptionalLong.of(output));
  }

  /** Totals only. */
  public static Usage of(Source source, OptionalLong input, OptionalLong output) {
    OptionalLong absent = OptionalLong.empty();
    return new Usage(source, input, absent, absent, output, absent, absent, absent);
  }

  /** All tokens of the prompt, 0 if unknown. */
  public long inputTokens() {
    return input.orElse(0);
  }

  /** All tokens of the answer, 0 if unknown. */
  public long outputTokens() {
    return output.orElse(0);
  }
}
