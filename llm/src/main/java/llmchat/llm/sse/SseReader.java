package llmchat.llm.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;
import llmchat.llm.BodyMemory;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of bytes into server-sent events. Chunks may end anywhere; lines end with LF, CR
 * or CRLF.
 *
 * <p>It hands out places in an array rather than texts. An event in the plain form ({@code data:
 * <text>}, LF, LF) is marked as such, so that its bytes can be passed on untouched; of any other
 * the data lines are joined by spaces, in place. Confined to one event loop.
 */
final class SseReader {
  /** Receives the events; {@code bytes} may be reused after the call. */
  interface Handler {
    /**
     * Handles one event that has data.
     *
     * @param bytes contains the data at {@code [dataFrom, dataTo)}
     * @param place the place of the whole event in the bytes being read, if it is plain
     * @return whether to continue reading
     */
    boolean event(byte[] bytes, int dataFrom, int dataTo, @Nullable Place place);
  }

  /** Bytes {@code [from, to)} of the array being read; see {@link #copy}. */
  record Place(int from, int to) {}

  private static final byte[] NOTHING = new byte[0];
  private static final int SMALL = 65_536;

  private final int maxEvent;
  private final BodyMemory.Share memory;

  /** What is being read: a chunk's own array, or {@link #rest} with the chunk appended. */
  private byte[] bytes = NOTHING;

  private int chunkFrom;
  private int end;
  private int scanned;
  private int lineFrom;
  private int eventFrom;

  /** The data lines of the event being read, joined where the first of them stands. */
  private int dataFrom = -1;

  private int dataTo;
  private boolean plain = true;
  private boolean skipLineFeed;
  private boolean noRoom;

  /** The incomplete event at the end of earlier chunks. */
  private byte[] rest = NOTHING;

  private int restLength;

  /** Whether {@link #bytes} is {@link #rest}. */
  private boolean inRest;

  /**
   * A reader for one stream.
   *
   * @param maxEvent the largest event, in bytes
   * @param memory accounts for the memory of incomplete events
   */
  SseReader(int maxEvent, BodyMemory.Share memory) {
    this.maxEvent = maxEvent;
    this.memory = memory;
  }

  /**
   * Reads the next bytes and reports the events that they complete. {@link #keepRest} must be
   * called before the next chunk.
   */
  void read(Buffer chunk, Handler handler) {
    if (!take(chunk)) {
      return;
    }
    while (scanned < end) {
      byte b = bytes[scanned++];
      if ((b == '\n' || b == '\r') && !lineEnded(b, handler)) {
        return;
      }
    }
  }

  /** Ends the stream; a last event without its blank line is reported too. */
  void finish(Handler handler) {
    if (restLength > 0) {
      plain = false;
      read(Buffer.buffer("\n\n"), handler);
    }
  }

  /** Whether the next byte begins a new event. */
  boolean atEvent() {
    return restLength == 0 && !skipLineFeed;
  }

  /** Whether anything but empty lines follows the event at which the handler stopped. */
  boolean hasMore() {
    for (int i = scanned; i < end; i++) {
      if (bytes[i] != '\n' && bytes[i] != '\r') {
        return true;
      }
    }
    return false;
  }

  /** Asks for room for a copy beside what is being read, until the next {@link #keepRest}. */
  boolean hasRoomFor(int length) {
    return memory.grow((long) rest.length + length);
  }

  /** The array that the places reported by the last {@link #read} point into. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether a place is all of the chunk that the last {@link #read} took. */
  boolean isWholeChunk(int from, int to) {
    return !inRest && from == chunkFrom && to == end;
  }

  /** A copy of a place reported by the last {@link #read}; valid until {@link #keepRest}. */
  Buffer copy(int from, int to) {
    return Buffer.buffer(to - from).appendBytes(bytes, from, to - from);
  }

  private boolean take(Buffer chunk) {
    if (restLength > 0) {
      return append(chunk);
    }
    var buffer = ((BufferInternal) chunk).getByteBuf();
    if (buffer.hasArray()) {
      bytes = buffer.array();
      scanned = buffer.arrayOffset() + buffer.readerIndex();
    } else {
      bytes = chunk.getBytes();
      scanned = 0;
    }
    inRest = false;
    chunkFrom = scanned;
    end = scanned + chunk.length();
    lineFrom = scanned;
    eventFrom = scanned;
    return true;
  }

  private boolean append(Buffer chunk) {
    int length = restLength + chunk.length();
    if (rest.length < length) {
      int capacity = (int) Math.max(length, Math.min(2L * rest.length, maxEvent));
      if (!memory.grow(capacity)) {
        capacity = length;
        noRoom = !memory.grow(length);
      }
      if (noRoom) {
        return false;
      }
      rest = Arrays.copyOf(rest, capacity);
    }
    chunk.getBytes(0, chunk.length(), rest, restLength);
    bytes = rest;
    inRest = true;
    end = length;
    return true;
  }

  private boolean lineEnded(byte terminator, Handler handler) {
    int lineTo = scanned - 1;
    if (skipLineFeed && terminator == '\n' && lineTo == lineFrom) {
      // The LF of a CRLF whose CR ended the previous chunk.
      skipLineFeed = false;
      if (eventFrom == lineFrom) {
        eventFrom++;
      }
      lineFrom++;
      return true;
    }
    skipLineFeed = false;
    if (terminator == '\r') {
      plain = false;
      if (scanned == end) {
        skipLineFeed = true;
      } else if (bytes[scanned] == '\n') {
        scanned++;
      }
    }
    boolean goOn = true;
    if (lineTo > lineFrom) {
      line(lineTo);
    } else {
      goOn = eventEnded(handler);
    }
    lineFrom = scanned;
    return goOn;
  }

  private void line(int lineTo) {
    boolean data = startsWith("data:") || (lineTo - lineFrom == 4 && startsWith("data"));
    if (!data) {
      plain = false;
      return;
    }
    int from = Math.min(lineFrom + 5, lineTo);
    boolean space = from < lineTo && bytes[from] == ' ';
    plain &= space && lineFrom == eventFrom;
    from += space ? 1 : 0;
    if (dataFrom < 0) {
      dataFrom = from;
      dataTo = lineTo;
      return;
    }
    plain = false;
    // The next line begins further on than the last one ended: at least "data:" is between them.
    bytes[dataTo] = ' ';
    System.arraycopy(bytes, from, bytes, dataTo + 1, lineTo - from);
    dataTo += 1 + lineTo - from;
  }

  private boolean eventEnded(Handler handler) {
    boolean goOn = true;
    if (dataFrom >= 0) {
      Place place = plain ? new Place(eventFrom, scanned) : null;
      goOn = handler.event(bytes, dataFrom, dataTo, place);
    }
    eventFrom = scanned;
    dataFrom = -1;
    plain = true;
    return goOn;
  }

  /**
   * Keeps the incomplete event, if any, and releases the chunk.
   *
   * @return false if that event is already too large, or there is no memory for it
   */
  boolean keepRest() {
    int length = end - eventFrom;
    if (noRoom || length > maxEvent || !memory.grow(length)) {
      return false;
    }
    if (length == 0) {
      restLength = 0;
      bytes = NOTHING;
      if (rest.length > SMALL) {
        rest = NOTHING;
      }
      memory.shrink(rest.length);
      return true;
    }
    if (!inRest || eventFrom > 0) {
      if (rest.length < length) {
        rest = new byte[Math.max(length, 512)];
      }
      System.arraycopy(bytes, eventFrom, rest, 0, length);
      scanned -= eventFrom;
      lineFrom -= eventFrom;
      dataFrom -= dataFrom < 0 ? 0 : eventFrom;
      dataTo -= eventFrom;
      eventFrom = 0;
    }
    bytes = rest;
    inRest = true;
    restLength = length;
    return true;
  }

  private boolean startsWith(String prefix) {
    if (scanned - lineFrom <= prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (bytes[lineFrom + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
