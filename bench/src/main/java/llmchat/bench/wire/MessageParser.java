package llmchat.bench.wire;

import static llmchat.bench.wire.ByteScan.ascii;

import java.util.Arrays;

/**
 * Reads the HTTP/1.1 messages of one direction of a connection, however the bytes are cut (RFC
 * 9112, sections 6 and 7; trailers are skipped). What does not fit is thrown as {@link
 * BrokenMessageException}, after which the connection is of no use. Not thread-safe.
 */
public final class MessageParser {
  private static final byte[] HEAD_END = ascii("\r\n\r\n");
  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int LONGEST_CHUNK = 64 * 1024 * 1024;

  /** Instead of a length: no answer yet. */
  private static final long INTERIM = -3;

  private enum State {
    HEAD,
    FIXED,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK,
    CHUNK_CR,
    CHUNK_LF,
    TRAILER,
    UNTIL_CLOSE,
    HELD
  }

  private final MessageSink sink;
  private final boolean responses;
  private final MessageHead head = new MessageHead();
  private State state = State.HEAD;
  private long left;
  private int digits;
  private int trailerLine;
  private byte[] held = {};
  private int heldLength;

  private MessageParser(MessageSink sink, boolean responses) {
    this.sink = sink;
    this.responses = responses;
  }

  /** For what a client sends. */
  public static MessageParser ofRequests(MessageSink sink) {
    return new MessageParser(sink, false);
  }

  /** For what a server sends; nothing that answers HEAD. */
  public static MessageParser ofResponses(MessageSink sink) {
    return new MessageParser(sink, true);
  }

  /**
   * Reads on; returns the index of the first byte that was not taken, which is {@code to} unless
   * the sink wanted no further message.
   */
  public int feed(byte[] bytes, int from, int to) {
    var at = from;
    while (at < to && state != State.HELD) {
      at =
          switch (state) {
            case HEAD -> readHead(bytes, at, to);
            case FIXED, CHUNK -> readBody(bytes, at, to);
            case UNTIL_CLOSE -> readAll(bytes, at, to);
            default -> readFraming(bytes[at], at);
          };
    }
    return at;
  }

  /** Goes on after the sink held it. */
  public void resume() {
    if (state == State.HELD) {
      state = State.HEAD;
    }
  }

  /** No more bytes will come; returns whether that cut nothing off. */
  public boolean closed() {
    if (state == State.UNTIL_CLOSE) {
      end();
    }
    return state == State.HELD || (state == State.HEAD && heldLength == 0);
  }

  private int readHead(byte[] bytes, int from, int to) {
    if (heldLength == 0) {
      var end = ByteScan.indexOf(bytes, from, to, HEAD_END);
      if (end >= 0) {
        begin(bytes, from, end);
        return end + HEAD_END.length;
      }
    }
    return readHeadInPieces(bytes, from, to);
  }

  private int readHeadInPieces(byte[] bytes, int from, int to) {
    var before = heldLength;
    hold(bytes, from, to);
    var end = ByteScan.indexOf(held, Math.max(0, before - 3), heldLength, HEAD_END);
    if (end < 0) {
      return to;
    }
    heldLength = 0;
    begin(held, 0, end);
    return from + end + HEAD_END.length - before;
  }

  private void hold(byte[] bytes, int from, int to) {
    var length = heldLength + to - from;
    if (length > LONGEST_HEAD) {
      throw new BrokenMessageException("a head of more than 64 KiB");
    }
    if (length > held.length) {
      held = Arrays.copyOf(held, Math.max(1024, 2 * length));
    }
    System.arraycopy(bytes, from, held, heldLength, to - from);
    heldLength = length;
  }

  private void begin(byte[] bytes, int from, int end) {
    head.read(bytes, from, end);
    var length = responses ? lengthOfResponse() : lengthOfRequest();
    if (length == INTERIM) {
      return;
    }
    sink.head(head);
    left = length;
    if (length == 0) {
      end();
    } else if (length == MessageHead.CHUNKED) {
      beginChunk();
    } else {
      state = length == MessageHead.UNTOLD ? State.UNTIL_CLOSE : State.FIXED;
    }
  }

  private long lengthOfRequest() {
    return head.length() == MessageHead.UNTOLD ? 0 : head.length();
  }

  private long lengthOfResponse() {
    var status = head.status();
    if (status < 200) {
      return INTERIM;
    }
    return status == 204 || status == 304 ? 0 : head.length();
  }

  private int readBody(byte[] bytes, int from, int to) {
    var length = (int) Math.min(left, to - from);
    left -= length;
    sink.body(bytes, from, from + length);
    if (left == 0 && state == State.CHUNK) {
      state = State.CHUNK_CR;
    } else if (left == 0) {
      end();
    }
    return from + length;
  }

  private int readAll(byte[] bytes, int from, int to) {
    sink.body(bytes, from, to);
    return to;
  }

  private int readFraming(byte value, int at) {
    switch (state) {
      case CHUNK_SIZE -> size(value);
      case CHUNK_EXTENSION -> {
        if (value == '\n') {
          sized();
        }
      }
      case CHUNK_CR -> expect(value, '\r', State.CHUNK_LF);
      case CHUNK_LF -> {
        expect(value, '\n', State.CHUNK_SIZE);
        beginChunk();
      }
      default -> trailer(value);
    }
    return at + 1;
  }

  private void beginChunk() {
    state = State.CHUNK_SIZE;
    left = 0;
    digits = 0;
  }

  private void size(byte value) {
    var digit = Character.digit(value, 16);
    if (digit >= 0) {
      left = left * 16 + digit;
      digits++;
    } else if (value == '\r' || value == ';' || value == ' ') {
      state = State.CHUNK_EXTENSION;
    } else {
      throw new BrokenMessageException("no size of a chunk");
    }
    if (left > LONGEST_CHUNK) {
      throw new BrokenMessageException("a chunk of more than 64 MiB");
    }
  }

  private void sized() {
    if (digits == 0) {
      throw new BrokenMessageException("a chunk without a size");
    }
    trailerLine = 0;
    state = left == 0 ? State.TRAILER : State.CHUNK;
  }

  private void expect(byte value, char wanted, State next) {
    if (value != wanted) {
      throw new BrokenMessageException("a chunk is longer than its size");
    }
    state = next;
  }

  private void trailer(byte value) {
    if (value == '\n') {
      if (trailerLine == 0) {
        end();
      }
      trailerLine = 0;
    } else if (value != '\r') {
      trailerLine++;
    }
  }

  private void end() {
    // Before the sink hears of it: it may look at this, or resume it.
    state = State.HEAD;
    if (!sink.end()) {
      state = State.HELD;
    }
  }
}
