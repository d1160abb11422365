package llmchat.llm.sse;

import io.vertx.core.buffer.Buffer;

/** Server-sent events that this program writes itself. The constants must not be modified. */
public final class SseText {
  /** A comment as keep-alive; readers ignore it. */
  public static final Buffer PING = Buffer.buffer(": ping\n");

  private SseText() {}

  /** An event {@code error} with that JSON as its data. */
  public static Buffer error(Buffer json) {
    Buffer event = Buffer.buffer("event: error\ndata: ");
    for (byte b : json.getBytes()) {
      // In JSON a line break can only occur between tokens, where a space means the same.
      event.appendByte(b == '\n' || b == '\r' ? (byte) ' ' : b);
    }
    return event.appendString("\n\n");
  }
}
