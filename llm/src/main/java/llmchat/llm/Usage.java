package llmchat.llm;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * The tokens of one call, by class. What a provider does not report is absent, which is not zero.
 * The classes overlap: input includes cached and cache-write tokens, output includes reasoning, and
 * both include their audio tokens.
 *
 * @param source who says so
 * @param input all tokens of the prompt
 * @param cachedInput those of the prompt that the provider had cached
 * @param cacheWrite those of the prompt that it wrote to its cache
 * @param output all tokens of the answer
 * @param reasoning those of the answer that the model thought with
 * @param audioInput those of the prompt that were audio
 * @param audioOutput those of the answer that were audio
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
  public static final Usage NONE = of(Source.NONE, OptionalLong.empty(), OptionalLong.empty());

  /** Prompt and answer as the provider reported them. */
  public static Usage reported(long input, long output) {
    return of(Source.PROVIDER, OptionalLong.of(input), OptionalLong.of(output));
  }

  /** What was seen to pass of a stream that reported nothing; the prompt stays unknown. */
  public static Usage counted(long output) {
    return output == 0 ? NONE : of(Source.COUNTED, OptionalLong.empty(), OptionalLong.of(output));
  }

  /** Prompt and answer without their classes. */
  public static Usage of(Source source, OptionalLong input, OptionalLong output) {
    OptionalLong absent = OptionalLong.empty();
    return new Usage(source, input, absent, absent, output, absent, absent, absent);
  }

  /** All tokens of the prompt, 0 if they are not known. */
  public long inputTokens() {
    return input.orElse(0);
  }

  /** All tokens of the answer, 0 if they are not known. */
  public long outputTokens() {
    return output.orElse(0);
  }
}
