package llmchat.bench.wire;

import static llmchat.bench.wire.ByteScan.ascii;

import java.nio.charset.StandardCharsets;

/** The head of a request or a response: the start line, and the few header fields that matter. */
public final class MessageHead {
  /** Instead of a length: chunked. */
  static final long CHUNKED = -1;

  /** Instead of a length: none is told. */
  static final long UNTOLD = -2;

  private static final byte[] CONTENT_LENGTH = ascii("content-length");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
  private static final byte[] CONNECTION = ascii("connection");
  private static final byte[] CHUNKED_CODING = ascii("chunked");
  private static final byte[] CLOSE = ascii("close");
  private static final byte[] HTTP_1 = ascii("HTTP/1.");
  private static final int MOST_DIGITS = 18;

  private byte[] bytes = {};
  private int from;
  private int to;
  private int lineEnd;
  private long length;
  private boolean close;

  /** Reads a head without its last empty line. */
  void read(byte[] source, int start, int end) {
    bytes = source;
    from = start;
    to = end;
    length = UNTOLD;
    close = false;
    lineEnd = lineEnd(start, end);
    for (var at = lineEnd + 2; at < end; ) {
      var stop = lineEnd(at, end);
      field(at, stop);
      at = stop + 2;
    }
  }

  private int lineEnd(int start, int end) {
    var feed = ByteScan.indexOf(bytes, start, end, (byte) '\n');
    if (feed < 0) {
      return end;
    }
    if (feed == start || bytes[feed - 1] != '\r') {
      throw new BrokenMessageException("a line of the head ends without CR");
    }
    return feed - 1;
  }

  private void field(int start, int end) {
    var letter = ByteScan.lower(bytes[start]);
    if (letter != 'c' && letter != 't') {
      return;
    }
    var colon = ByteScan.indexOf(bytes, start, end, (byte) ':');
    if (colon < 0) {
      throw new BrokenMessageException("a header line has no colon");
    }
    var value = ByteScan.skipSpace(bytes, colon + 1, end);
    if (ByteScan.isIgnoringCase(bytes, start, colon, CONTENT_LENGTH)) {
      length = number(value, end);
    } else if (ByteScan.isIgnoringCase(bytes, start, colon, TRANSFER_ENCODING)) {
      chunked(value, end);
    } else if (ByteScan.isIgnoringCase(bytes, start, colon, CONNECTION)) {
      close = ByteScan.isIgnoringCase(bytes, value, end, CLOSE);
    }
  }

  private void chunked(int value, int end) {
    if (!ByteScan.isIgnoringCase(bytes, value, end, CHUNKED_CODING)) {
      throw new BrokenMessageException("a transfer coding other than chunked");
    }
    length = CHUNKED;
  }

  private long number(int start, int end) {
    var result = 0L;
    if (start == end || end - start > MOST_DIGITS) {
      throw new BrokenMessageException("no Content-Length");
    }
    for (var at = start; at < end; at++) {
      var digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        throw new BrokenMessageException("Content-Length is no number");
      }
      result = result * 10 + digit;
    }
    return result;
  }

  /** All of it as text, without the empty line. */
  public String text() {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** A response's status code. */
  public int status() {
    var at = from + HTTP_1.length + 2;
    if (lineEnd - from < HTTP_1.length + 5
        || !ByteScan.startsWith(bytes, from, lineEnd, HTTP_1)
        || bytes[at - 1] != ' ') {
      throw new BrokenMessageException("no HTTP/1 status line");
    }
    return (int) number(at, at + 3);
  }

  /** Whether the start line begins with these bytes, such as {@code GET /v1/models}. */
  public boolean startsWith(byte[] text) {
    return ByteScan.startsWith(bytes, from, lineEnd, text);
  }

  /** The byte of the start line at an index, or 0 behind its end. */
  public byte at(int index) {
    return from + index < lineEnd ? bytes[from + index] : 0;
  }

  /** Whether the sender says that the connection ends with this message. */
  public boolean close() {
    return close;
  }

  /** Whether the body is chunked. */
  public boolean chunked() {
    return length == CHUNKED;
  }

  /** The body's length in bytes, {@link #CHUNKED} or {@link #UNTOLD}. */
  long length() {
    return length;
  }
}
