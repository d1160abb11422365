package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalLong;
import llmchat.llm.Envelope;
import llmchat.llm.json.JsonText;
import llmchat.llm.json.Span;
import llmchat.llm.json.Splice;
import llmchat.llm.json.Splice.Edit;
import org.jspecify.annotations.Nullable;

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
record OpenAiEnvelope(
    String model,
    Span modelAt,
    boolean stream,
    StreamOptions streamOptions,
    OptionalLong maxTokens,
    int choices,
    Optional<String> user)
    implements Envelope {
  private static final String USAGE_ON = "{\"include_usage\":true}";

  /** The state of {@code stream_options.include_usage} and where it could be set. */
  sealed interface StreamOptions {
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

  /**
   * The body with the model replaced and, if asked for, usage asked for in its stream; the same
   * buffer where nothing has to change.
   */
  Buffer spliced(Buffer body, String name, boolean usageInStream) {
    return Splice.apply(body, modelEdit(name), usageInStream ? usageEdit() : null);
  }

  /** What to write so that usage is reported; none where it is asked for already. */
  private @Nullable Edit usageEdit() {
    return switch (streamOptions) {
      case StreamOptions.UsageOn() -> null;
      case StreamOptions.UsageOff(Span at) -> new Edit(at, "true");
      case StreamOptions.Null(Span at) -> new Edit(at, USAGE_ON);
      case StreamOptions.WithoutUsage(int at, boolean empty) ->
          new Edit(new Span(at, at), "\"include_usage\":true" + (empty ? "" : ","));
      case StreamOptions.Absent(int at) ->
          new Edit(new Span(at, at), "\"stream_options\":" + USAGE_ON + ",");
    };
  }

  /** What to write so that that model is asked; none where it is asked for already. */
  private @Nullable Edit modelEdit(String name) {
    return model.equals(name) ? null : new Edit(modelAt, JsonText.quoted(name));
  }

  /** Whether the client asked for the usage chunk of a stream itself. */
  boolean asksForUsage() {
    return streamOptions instanceof StreamOptions.UsageOn;
  }
}
