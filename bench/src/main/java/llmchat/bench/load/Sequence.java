package llmchat.bench.load;

import java.util.HashSet;
import java.util.Set;

/** Which of the numbers 1, 2, 3 ... of one stream came, and in which order. */
final class Sequence {
  /** How a number stands to those before it. */
  enum Place {
    /** Directly behind the last. */
    NEXT,
    /** At least one is missing between, so far. */
    AHEAD,
    /** A missing one, behind a later one. */
    BEHIND,
    /** It had come already, or is no number of the stream. */
    AGAIN
  }

  private final int last;
  private int next = 1;
  private Set<Integer> missing = Set.of();

  /** For a stream of numbers up to {@code last}. */
  Sequence(int last) {
    this.last = last;
  }

  Place came(int number) {
    if (number == next) {
      next++;
      return Place.NEXT;
    }
    if (number < next) {
      return !missing.isEmpty() && missing.remove(number) ? Place.BEHIND : Place.AGAIN;
    }
    if (number > last) {
      return Place.AGAIN;
    }
    miss(number);
    next++;
    return Place.AHEAD;
  }

  private void miss(int until) {
    if (missing.isEmpty()) {
      missing = new HashSet<>();
    }
    for (; next < until; next++) {
      missing.add(next);
    }
  }

  /** The stream ended well: what did not come up to now will not come. */
  void ended() {
    if (next <= last) {
      miss(last + 1);
    }
  }

  /** How many are missing now. */
  int missing() {
    return missing.size();
  }

  /** Whether any number came. */
  boolean begun() {
    return next > 1;
  }
}
