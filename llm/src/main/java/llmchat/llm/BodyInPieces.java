package llmchat.llm;

import io.vertx.core.buffer.Buffer;

/**
 * Collects a body that arrives in pieces, up to a size limit, and accounts for its memory. A body
 * that arrives in one piece is not copied. Confined to one event loop.
 */
public final class BodyInPieces {
  /** The outcome of {@link #add}. */
  public enum Taken {
    YES,
    /** The body is larger than allowed. */
    TOO_LARGE,
    /** There is no memory left for bodies; see {@link BodyMemory.Share#refusal}. */
    NO_ROOM
  }

  private final int largest;
  private final BodyMemory.Share memory;
  private final int expected;
  private Buffer body = Buffer.buffer(0);
  private int capacity;

  /**
   * An empty body.
   *
   * @param largest the size limit, in bytes
   * @param expected the length in bytes to allocate at once, if the sender is trusted to send that
   *     much; else 0
   */
  public BodyInPieces(long largest, int expected, BodyMemory.Share memory) {
    this.largest = (int) Math.min(largest, Integer.MAX_VALUE);
    this.expected = Math.min(expected, this.largest);
    this.memory = memory;
  }

  /** Adds the next piece; the caller must not use the buffer afterwards. */
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

  /** Doubles the capacity, so that a body is copied a few times instead of once per piece. */
  private boolean grow(int length) {
    int wanted = (int) Math.min(largest, Math.max(expected, 2L * length));
    if (!memory.grow(wanted)) {
      return false;
    }
    capacity = wanted;
    body = Buffer.buffer(wanted).appendBuffer(body);
    return true;
  }

  /** The bytes received so far. */
  public Buffer bytes() {
    return body;
  }
}
