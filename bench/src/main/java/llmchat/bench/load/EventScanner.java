package llmchat.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import llmchat.bench.wire.JsonText;

/**
 * Finds the numbers in a stream of chat completion chunks, however its bytes are cut: server-sent
 * events with one {@code data} line each, spelled as any JSON writer spells it.
 */
public final class EventScanner {
  /** Hears what is in the stream. */
  public interface Listener {
    /** An event whose content begins with a number. */
    void numbered(int number);

    /** An event that is an error. */
    void error();

    /** The event {@code [DONE]}. */
    void done();
  }

  private static final int LONGEST_LINE = 1024 * 1024;
  private static final int MOST_DIGITS = 9;

  private final Listener listener;
  private String held = "";

  /** Tells the listener. */
  public EventScanner(Listener listener) {
    this.listener = listener;
  }

  /** Reads on. */
  void feed(ByteBuf bytes) {
    feed(bytes.toString(ISO_8859_1));
  }

  /** Reads on; one character for each byte. */
  public void feed(String bytes) {
    String text = held.isEmpty() ? bytes : held + bytes;
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      line(text, from, end);
      from = end + 1;
    }
    held = text.substring(from);
    if (held.length() > LONGEST_LINE) {
      held = "";
      listener.error();
    }
  }

  private void line(String text, int from, int to) {
    if (text.startsWith("data:", from)) {
      payload(text, JsonText.skipSpace(text, from + "data:".length(), to), to);
    } else if (text.startsWith("event: error", from)) {
      listener.error();
    }
  }

  private void payload(String text, int from, int to) {
    if (text.startsWith("[DONE]", from)) {
      listener.done();
      return;
    }
    int content = JsonText.member(text, from, to, "\"content\"");
    if (content >= 0 && content < to && text.charAt(content) == '"') {
      number(text, content + 1, to);
      return;
    }
    int error = JsonText.member(text, from, to, "\"error\"");
    if (error >= 0 && !text.startsWith("null", error)) {
      listener.error();
    }
  }

  private void number(String text, int from, int to) {
    int number = 0;
    int at = from;
    while (at < to && at - from < MOST_DIGITS && Character.isDigit(text.charAt(at))) {
      number = number * 10 + text.charAt(at++) - '0';
    }
    if (at > from) {
      listener.numbered(number);
    }
  }
}
