package llmchat.gateway.limits;

import java.util.Arrays;

/**
 * The calls of one subject within one limit's sliding window: the window is cut into {@value
 * #SLOTS} slots, and a call counts until the last moment of its slot is a whole window ago. An
 * immutable value; times are in milliseconds of a clock that may begin anywhere.
 */
final class Window {
  /** Slots to a window. */
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

  /**
   * The length of a slot; rounded up, so that all slots together are never less than the window.
   */
  static long slotMillis(RateLimit limit) {
    return Math.max(1, (limit.window().toMillis() + SLOTS - 1) / SLOTS);
  }

  /** The same window as it stands now: calls that are old enough are gone. */
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

  /** Until one call is free. */
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

  /** Until all calls are free. */
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
