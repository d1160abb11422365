package llmchat.llm.sse;

import java.util.Arrays;
import llmchat.llm.EventReader;

/**
 * Recognises a chunk of a stream that differs from an earlier one only in its text, as nearly all
 * chunks of an answer do. It then has the same meaning, and comparing the bytes costs a twentieth
 * of parsing them. There is one per stream; one thread at a time.
 */
final class RepeatedChunk {
  /** Longer chunks are always parsed, to save memory with many streams. */
  private static final int LONGEST = 2048;

  private static final byte[] NOTHING = {};

  private final EventReader events;
  private byte[] known = NOTHING;
  private int textFrom;
  private int textTo;

  /** For the stream of that reader. */
  RepeatedChunk(EventReader events) {
    this.events = events;
  }

  /**
   * Remembers a chunk that was parsed and forwarded unchanged.
   *
   * @param bytes contains the chunk at {@code [from, to)}
   * @param textFrom the offset of its text, after the opening quote
   * @param textTo the offset of the closing quote
   */
  void remember(byte[] bytes, int from, int to, int textFrom, int textTo) {
    if (to - from <= LONGEST) {
      known = Arrays.copyOfRange(bytes, from, to);
      this.textFrom = textFrom - from;
      this.textTo = textTo - from;
    }
  }

  /** Whether {@code bytes[from, to)} is the remembered chunk with another valid text in it. */
  boolean matches(byte[] bytes, int from, int to) {
    int before = textFrom;
    int after = known.length - textTo;
    return known.length > 0
        && to - from >= before + after
        && Arrays.equals(bytes, from, from + before, known, 0, before)
        && Arrays.equals(bytes, to - after, to, known, textTo, known.length)
        && events.isString(bytes, from + before, to - after);
  }
}
