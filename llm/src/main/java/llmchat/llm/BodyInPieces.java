package llmchat.llm;

import io.vertx.core.buffer.Buffer;

/**
 * A body that comes in pieces: bounded, its memory counted, and not copied where it comes in one.
 * Confined to one event loop.
 */
public final class BodyInPieces {
  /** What became of a piece. */
  public enum Taken {
    YES,
    /** The body is larger than allowed. */
    TOO_LARGE,
    /** Bodies take too much memory together. */
    NO_ROOM
  }

  private final int largest;
  private final BodyMemory.Share memory;
  private final int expected;
  private Buffer body = Buffer.buffer(0);
  private int capacity;

  /**
   * A body of nothing yet.
   *
   * @param largest in bytes
   * @param expected its whole length if its sender can be trusted to send as much, else 0: room for
   *     it is made at once
   */
  public BodyInPieces(long largest, int expected, BodyMemory.Share memory) {
    this.largest = (int) Math.min(largest, Integer.MAX_VALUE);
    this.expected = Math.min(expected, this.largest);
    this.memory = memory;
  }

  /** Takes the next piece, which belongs to the body from then on. */
  public Taken add(Buffer piece) {
    long length = (long) body.length() + piece.length();
    if (length > largest) {
      return Taken.TOO_LARGE;
    }
    if (body.length() == 0 && length >= expected) {
      body = piece;
      return memory.grow(length) ? Taken.YES : Taken.NO_ROOM;
    }
    if (length > capacity && !grow((int) length)) {
      return Taken.NO_ROOM;
    }
    body.appendBuffer(piece);
    return Taken.YES;
  }

  /** Doubles the room, so that a body is copied a few times and not with each piece. */
  private boolean grow(int length) {
    int wanted = (int) Math.min(largest, Math.max(expected, 2L * length));
    if (!memory.grow(wanted)) {
      return false;
    }
    capacity = wanted;
    body = Buffer.buffer(wanted).appendBuffer(body);
    return true;
  }

  /** What has come so far. */
  public Buffer bytes() {
    return body;
  }
}
