package llmchat.llm.json;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.json.Envelope.Span;
import llmchat.llm.json.Envelope.StreamOptions;
import org.jspecify.annotations.Nullable;

/** Replaces single values in a JSON body and leaves every other byte as it was. Pure functions. */
public final class Splice {
  private static final String USAGE_ON = "{\"include_usage\":true}";

  private Splice() {}

  /**
   * The body with the model replaced and, if asked for, {@code stream_options.include_usage} on;
   * the same buffer where nothing has to change.
   */
  public static Buffer apply(Buffer body, Envelope envelope, String model, boolean usageInStream) {
    Edit modelEdit =
        envelope.model().equals(model) ? null : new Edit(envelope.modelAt(), quoted(model));
    Edit usageEdit = usageInStream ? usageEdit(envelope.streamOptions()) : null;
    if (modelEdit == null) {
      return usageEdit == null ? body : edited(body, usageEdit);
    }
    if (usageEdit == null) {
      return edited(body, modelEdit);
    }
    // The later place first, so that the earlier one has not moved.
    return modelEdit.at.from() > usageEdit.at.from()
        ? edited(edited(body, modelEdit), usageEdit)
        : edited(edited(body, usageEdit), modelEdit);
  }

  private static @Nullable Edit usageEdit(StreamOptions options) {
    return switch (options) {
      case StreamOptions.UsageOn() -> null;
      case StreamOptions.UsageOff(Span at) -> new Edit(at, "true");
      case StreamOptions.Null(Span at) -> new Edit(at, USAGE_ON);
      case StreamOptions.WithoutUsage(int at, boolean empty) ->
          new Edit(new Span(at, at), "\"include_usage\":true" + (empty ? "" : ","));
      case StreamOptions.Absent(int at) ->
          new Edit(new Span(at, at), "\"stream_options\":" + USAGE_ON + ",");
    };
  }

  /** A text as a JSON string, quotes included. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && !inPair(text, i))) {
            json.append("\\u").append(String.format("%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }

  private static boolean inPair(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static Buffer edited(Buffer body, Edit edit) {
    Span at = edit.at;
    return Buffer.buffer(body.length() + edit.json.length())
        .appendBuffer(body, 0, at.from())
        .appendString(edit.json)
        .appendBuffer(body, at.to(), body.length() - at.to());
  }

  private record Edit(Span at, String json) {}
}
