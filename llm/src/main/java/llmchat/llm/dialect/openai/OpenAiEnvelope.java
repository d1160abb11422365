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
 * The top-level fields of a call's JSON body, with the positions of the values that a relay may
 * replace. The rest of the body is neither interpreted nor changed.
 *
 * @param model the requested model, unescaped, never empty
 * @param modelAt the position of the model's value in the body, quotes included
 * @param stream whether a stream is requested; {@code null} counts as false
 * @param streamOptions whether usage is requested in a stream, and where to request it
 * @param maxTokens the larger of the two limits on output tokens; empty without any
 * @param choices {@code n}, or 1
 * @param user the end user named in the body
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

  /** The state of {@code stream_options.include_usage}, and where it can be set. */
  sealed interface StreamOptions {
    /** There is no {@code stream_options}; it can be inserted at {@code insertAt}. */
    record Absent(int insertAt) implements StreamOptions {}

    /** {@code stream_options} is null. */
    record Null(Span at) implements StreamOptions {}

    /** {@code stream_options} is an object without {@code include_usage}. */
    record WithoutUsage(int insertAt, boolean empty) implements StreamOptions {}

    /** {@code include_usage} is present but not true. */
    record UsageOff(Span at) implements StreamOptions {}

    /** {@code include_usage} is true. */
    record UsageOn() implements StreamOptions {}
  }

  /**
   * The body with the model replaced and, if {@code usageInStream}, with a request for usage in the
   * stream; the same buffer if nothing has to change.
   */
  Buffer spliced(Buffer body, String name, boolean usageInStream) {
    return Splice.apply(body, modelEdit(name), usageInStream ? usageEdit() : null);
  }

  /** The edit that requests usage; null if it is requested already. */
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

  /** The edit that requests that model; null if it is requested already. */
  private @Nullable Edit modelEdit(String name) {
    return model.equals(name) ? null : new Edit(modelAt, JsonText.quoted(name));
  }

  /** Whether the client itself asked for the usage chunk of a stream. */
  boolean asksForUsage() {
    return streamOptions instanceof StreamOptions.UsageOn;
  }
}
