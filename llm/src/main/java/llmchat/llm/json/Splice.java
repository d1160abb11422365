package llmchat.llm.json;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Replaces single values in a JSON body and leaves every other byte as it was. Pure functions. */
public final class Splice {
  private Splice() {}

  /** A replacement for the bytes of a span; an empty span means insertion. */
  public record Edit(Span at, String json) {}

  /** The body with one edit; the same buffer if there is none. */
  public static Buffer apply(Buffer body, @Nullable Edit edit) {
    return edit == null ? body : edited(body, edit);
  }

  /** The body with two edits that do not overlap; either may be null. */
  public static Buffer apply(Buffer body, @Nullable Edit one, @Nullable Edit other) {
    if (one == null || other == null) {
      return apply(body, one == null ? other : one);
    }
    // The later place first, so that the earlier one has not moved.
    return one.at.from() > other.at.from()
        ? edited(edited(body, one), other)
        : edited(edited(body, other), one);
  }

  private static Buffer edited(Buffer body, Edit edit) {
    Span at = edit.at;
    return Buffer.buffer(body.length() + edit.json.length())
        .appendBuffer(body, 0, at.from())
        .appendString(edit.json)
        .appendBuffer(body, at.to(), body.length() - at.to());
  }
}
