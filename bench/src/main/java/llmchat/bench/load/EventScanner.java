package llmchat.bench.load;

import static llmchat.bench.wire.ByteScan.ascii;

import java.util.Arrays;
import llmchat.bench.wire.ByteScan;

/**
 * Finds the numbers in a stream of chat completion chunks, however its bytes are cut: server-sent
 * events with one {@code data} line each, spelled as any JSON writer spells it. No text is made of
 * any of it.
 */
final class EventScanner {
  /** Hears what is in the stream. */
  interface Listener {
    /** An event whose content begins with a number. */
    void numbered(int number);

    /** An event that is an error. */
    void error();

    /** The event {@code [DONE]}. */
    void done();
  }

  private static final byte[] DATA = ascii("data:");
  private static final byte[] ERROR_EVENT = ascii("event: error");
  private static final byte[] DONE = ascii("[DONE]");
  private static final byte[] CONTENT = ascii("\"content\"");
  private static final byte[] ERROR = ascii("\"error\"");
  private static final byte[] NULL = ascii("null");
  private static final int LONGEST_LINE = 1024 * 1024;
  private static final int MOST_DIGITS = 9;

  private final Listener listener;
  private byte[] held = {};
  private int heldLength;

  EventScanner(Listener listener) {
    this.listener = listener;
  }

  /** Reads on. */
  void feed(byte[] bytes, int from, int to) {
    var at = from;
    for (var end = lineEnd(bytes, at, to); end >= 0; end = lineEnd(bytes, at, to)) {
      if (heldLength == 0) {
        line(bytes, at, end);
      } else {
        hold(bytes, at, end);
        var length = heldLength;
        heldLength = 0;
        line(held, 0, length);
      }
      at = end + 1;
    }
    hold(bytes, at, to);
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    return ByteScan.indexOf(bytes, from, to, (byte) '\n');
  }

  private void hold(byte[] bytes, int from, int to) {
    var length = heldLength + to - from;
    if (length > LONGEST_LINE) {
      heldLength = 0;
      listener.error();
      return;
    }
    if (length > held.length) {
      held = Arrays.copyOf(held, 2 * length);
    }
    System.arraycopy(bytes, from, held, heldLength, to - from);
    heldLength = length;
  }

  private void line(byte[] bytes, int from, int to) {
    if (ByteScan.startsWith(bytes, from, to, DATA)) {
      payload(bytes, ByteScan.skipSpace(bytes, from + DATA.length, to), to);
    } else if (ByteScan.startsWith(bytes, from, to, ERROR_EVENT)) {
      listener.error();
    }
  }

  private void payload(byte[] bytes, int from, int to) {
    if (ByteScan.startsWith(bytes, from, to, DONE)) {
      listener.done();
      return;
    }
    var content = ByteScan.member(bytes, from, to, CONTENT);
    if (content >= 0 && content < to && bytes[content] == '"') {
      number(bytes, content + 1, to);
    } else if (isError(bytes, from, to)) {
      listener.error();
    }
  }

  private static boolean isError(byte[] bytes, int from, int to) {
    var value = ByteScan.member(bytes, from, to, ERROR);
    return value >= 0 && !ByteScan.startsWith(bytes, value, to, NULL);
  }

  private void number(byte[] bytes, int from, int to) {
    var number = 0;
    var at = from;
    while (at < to && at - from < MOST_DIGITS && bytes[at] >= '0' && bytes[at] <= '9') {
      number = number * 10 + bytes[at++] - '0';
    }
    if (at > from) {
      listener.numbered(number);
    }
  }
}
