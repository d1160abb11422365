package llmchat.llm.json;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a call's JSON body says at its top level, with the places of the values that a relay may
 * replace; everything else in the body stays unread and unchanged.
 *
 * @param model the model asked for, unescaped, never empty
 * @param modelAt where the model's value stands, quotes included
 * @param stream whether a stream is asked for; {@code null} counts as no
 * @param streamOptions how usage is asked for in a stream
 * @param maxTokens the largest bound on output tokens that the body names
 * @param choices {@code n}, 1 if not given
 * @param user the end user that the body names
 */
public record Envelope(
    String model,
    Span modelAt,
    boolean stream,
    StreamOptions streamOptions,
    OptionalLong maxTokens,
    int choices,
    Optional<String> user) {

  /** Bytes {@code [from, to)} of the body. */
  public record Span(int from, int to) {}

  /** The state of {@code stream_options.include_usage} and where it could be set. */
  public sealed interface StreamOptions {
    /** No {@code stream_options} at all; it can be inserted at {@code insertAt}. */
    record Absent(int insertAt) implements StreamOptions {}

    /** {@code stream_options} is null. */
    record Null(Span at) implements StreamOptions {}

    /** {@code stream_options} is an object without {@code include_usage}. */
    record WithoutUsage(int insertAt, boolean empty) implements StreamOptions {}

    /** {@code include_usage} is there but not true. */
    record UsageOff(Span at) implements StreamOptions {}

    /** {@code include_usage} is true. */
    record UsageOn() implements StreamOptions {}
  }

  /** Whether the client asked for the usage chunk of a stream itself. */
  public boolean asksForUsage() {
    return streamOptions instanceof StreamOptions.UsageOn;
  }
}
