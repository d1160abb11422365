package llmchat.gateway.limits;

import java.util.Arrays;

/**
 * The calls of one subject in the sliding window of one limit. The window is divided into {@value
 * #SLOTS} slots; a call counts until its entire slot has left the window. Immutable; times are in
 * milliseconds of a monotonic clock with any origin.
 */
final class Window {
  /** Slots per window. */
  static final int SLOTS = 60;

  private final RateLimit limit;
  private final long slotMillis;
  private final long slot;
  private final int[] counts;
  private final int used;

  private Window(RateLimit limit, long slotMillis, long slot, int[] counts, int used) {
    this.limit = limit;
    this.slotMillis = slotMillis;
    this.slot = slot;
    this.counts = counts;
    this.used = used;
  }

  static Window empty(RateLimit limit) {
    return new Window(limit, slotMillis(limit), 0, new int[SLOTS + 1], 0);
  }

  /** The length of a slot, rounded up, so that the slots cover the whole window. */
  static long slotMillis(RateLimit limit) {
    return Math.max(1, (limit.window().toMillis() + SLOTS - 1) / SLOTS);
  }

  /** This window at that time, without calls that no longer count. */
  Window at(long now) {
    long current = Math.floorDiv(now, slotMillis);
    if (used == 0) {
      return moved(current, counts, 0);
    }
    if (current <= slot) {
      return this;
    }
    int[] kept = counts.clone();
    int left = used;
    for (long s = Math.max(slot + 1, current - SLOTS); s <= current; s++) {
      int place = place(s);
      left -= kept[place];
      kept[place] = 0;
    }
    return current - slot > SLOTS
        ? new Window(limit, slotMillis, current, new int[SLOTS + 1], 0)
        : moved(current, kept, left);
  }

  private Window moved(long current, int[] kept, int left) {
    return new Window(limit, slotMillis, current, kept, left);
  }

  boolean full() {
    return used >= limit.calls();
  }

  Window plusOne() {
    int[] more = counts.clone();
    more[place(slot)]++;
    return new Window(limit, slotMillis, slot, more, used + 1);
  }

  RateLimit limit() {
    return limit;
  }

  int used() {
    return used;
  }

  int remaining() {
    return Math.max(0, limit.calls() - used);
  }

  /** Time until one call is possible. */
  long millisUntilFree(long now) {
    int toFree = used - limit.calls() + 1;
    for (long s = slot - SLOTS; s <= slot; s++) {
      toFree -= counts[place(s)];
      if (toFree <= 0) {
        return leaves(s) - now;
      }
    }
    return 0;
  }

  /** Time until no call counts any more. */
  long millisUntilEmpty(long now) {
    for (long s = slot; s >= slot - SLOTS; s--) {
      if (counts[place(s)] > 0) {
        return leaves(s) - now;
      }
    }
    return 0;
  }

  private long leaves(long s) {
    return (s + SLOTS + 1) * slotMillis;
  }

  private static int place(long s) {
    return (int) Math.floorMod(s, (long) (SLOTS + 1));
  }

  @Override
  public String toString() {
    return limit + " used " + used + " at slot " + slot + " " + Arrays.toString(counts);
  }
}
