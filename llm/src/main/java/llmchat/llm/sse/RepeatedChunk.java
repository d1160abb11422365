package llmchat.llm.sse;

import java.util.Arrays;
import llmchat.llm.EventReader;

/**
 * Recognises a chunk of a stream that differs from an earlier one in nothing but the text it
 * brings, as nearly all chunks of an answer do. What was learnt from the earlier one then holds for
 * it too, and comparing bytes costs a twentieth of reading them again. One for each stream; one
 * thread at a time.
 */
final class RepeatedChunk {
  /** Longer ones are read each time rather than kept for each of many streams. */
  private static final int LONGEST = 2048;

  private static final byte[] NOTHING = {};

  private final EventReader events;
  private byte[] known = NOTHING;
  private int textFrom;
  private int textTo;

  /** For the stream that is read by that reader. */
  RepeatedChunk(EventReader events) {
    this.events = events;
  }

  /**
   * Learns a chunk that was read and found good.
   *
   * @param bytes hold the chunk in {@code [from, to)}
   * @param textFrom where its text begins, after the quote
   * @param textTo where its text ends, before the quote
   */
  void remember(byte[] bytes, int from, int to, int textFrom, int textTo) {
    if (to - from <= LONGEST) {
      known = Arrays.copyOfRange(bytes, from, to);
      this.textFrom = textFrom - from;
      this.textTo = textTo - from;
    }
  }

  /** Whether {@code bytes[from, to)} are the chunk learnt last with another good text in it. */
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
