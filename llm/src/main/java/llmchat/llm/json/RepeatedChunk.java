package llmchat.llm.json;

import java.util.Arrays;

/**
 * Recognises a chunk of a stream that differs from an earlier one in nothing but the text it
 * brings, as nearly all chunks of an answer do. What was learnt from the earlier one then holds for
 * it too, and comparing bytes costs a twentieth of reading them again. One for each stream; one
 * thread at a time.
 */
public final class RepeatedChunk {
  /** Longer ones are read each time rather than kept for each of many streams. */
  private static final int LONGEST = 2048;

  private static final byte[] NOTHING = {};

  private final JsonScanner json;
  private byte[] known = NOTHING;
  private int textFrom;
  private int textTo;

  /** Borrows a scanner, which is reset with each use. */
  RepeatedChunk(JsonScanner json) {
    this.json = json;
  }

  /**
   * Learns a chunk that was read and found good.
   *
   * @param bytes hold the chunk in {@code [from, to)}
   * @param textFrom where its text begins, after the quote
   * @param textTo where its text ends, before the quote
   */
  void learn(byte[] bytes, int from, int to, int textFrom, int textTo) {
    if (to - from <= LONGEST) {
      known = Arrays.copyOfRange(bytes, from, to);
      this.textFrom = textFrom - from;
      this.textTo = textTo - from;
    }
  }

  /** Whether {@code bytes[from, to)} are the chunk learnt last with another good text in it. */
  public boolean matches(byte[] bytes, int from, int to) {
    int before = textFrom;
    int after = known.length - textTo;
    return known.length > 0
        && to - from >= before + after
        && Arrays.equals(bytes, from, from + before, known, 0, before)
        && Arrays.equals(bytes, to - after, to, known, textTo, known.length)
        && isText(bytes, from + before, to - after);
  }

  /** Whether a JSON string's inside stands there and no quote ends it early. */
  private boolean isText(byte[] bytes, int from, int to) {
    try {
      json.reset(bytes, from - 1, to + 1).skipValue();
      return json.position() == to + 1;
    } catch (MalformedJsonException e) {
      return false;
    }
  }
}
