package llmchat.llm.sse;

import io.vertx.core.buffer.Buffer;

/** Server-sent events that we write ourselves. The constants are shared and must not be changed. */
public final class SseText {
  /** A comment, which fills silence and which readers skip. */
  public static final Buffer PING = Buffer.buffer(": ping\n");

  private SseText() {}

  /** An event {@code error} with that JSON as its data. */
  public static Buffer error(Buffer json) {
    Buffer event = Buffer.buffer("event: error\ndata: ");
    for (byte b : json.getBytes()) {
      // A line break can only stand between JSON's tokens, where a space means the same.
      event.appendByte(b == '\n' || b == '\r' ? (byte) ' ' : b);
    }
    return event.appendString("\n\n");
  }
}
