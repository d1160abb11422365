package llmchat.bench.load;

import java.util.BitSet;

/** Which of the numbers 1, 2, 3 … of one stream came, and in which order. */
public final class Sequence {
  private final int last;
  private final BitSet seen = new BitSet();
  private int misplaced;

  /** For a stream of numbers up to {@code last}. */
  public Sequence(int last) {
    this.last = last;
  }

  /** A number came; says whether it stands directly behind the highest so far. */
  public boolean came(int number) {
    int highest = highest();
    if (number <= highest || number > last) {
      misplaced++;
    }
    if (number >= 1 && number <= last) {
      seen.set(number);
    }
    return number == highest + 1;
  }

  private int highest() {
    return Math.max(0, seen.length() - 1);
  }

  /** How many came, each counted once. */
  public int count() {
    return seen.cardinality();
  }

  /** How many came after a later one, once more, or are no number of the stream. */
  public int misplaced() {
    return misplaced;
  }

  /**
   * How many are missing.
   *
   * @param ended whether the stream ended well, so that the tail is missing too
   */
  public int missing(boolean ended) {
    return (ended ? last : highest()) - count();
  }
}
