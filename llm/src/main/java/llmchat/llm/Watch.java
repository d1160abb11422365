package llmchat.llm;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The timeouts of one event loop, checked by one periodic timer.
 *
 * <p>With a timer per stream, ten thousand streams would reset a timer with every chunk. Here a
 * chunk only records the time, and a tick every {@value #TICK_MILLIS} ms compares it, so timeouts
 * are accurate to that. Confined to its event loop; stopped when its Vert.x is closed.
 */
public final class Watch {
  /** The time between two ticks, in milliseconds. */
  public static final long TICK_MILLIS = 100;

  /** Something that has a timeout. */
  public interface Watched {
    /** Called at each tick on the event loop; {@code now} as in {@link Watch#now}. Must be fast. */
    void tick(long now);
  }

  /** The registration of one {@link Watched}. */
  public final class Entry {
    private final Watched watched;
    private Entry before = this;
    private Entry after = this;

    private Entry(Watched watched) {
      this.watched = watched;
    }

    /** Ends the registration; idempotent. */
    public void stop() {
      if (before == this) {
        return;
      }
      if (next == this) {
        next = after;
      }
      before.after = after;
      after.before = before;
      before = this;
    }
  }

  private final LongSupplier clock;
  private final ContextInternal context;
  private final Entry head = new Entry(now -> {});
  private Entry next = head;

  /** Starts on the current event loop; {@code clock} is monotonic, in nanoseconds. */
  public Watch(Vertx vertx, LongSupplier clock) {
    this.clock = clock;
    this.context = (ContextInternal) vertx.getOrCreateContext();
    vertx.setPeriodic(TICK_MILLIS, id -> tick());
  }

  /** The current time of the monotonic clock, in nanoseconds. */
  public long now() {
    return clock.getAsLong();
  }

  /** Calls {@link Watched#tick} at each tick until {@link Entry#stop}. */
  public Entry add(Watched watched) {
    Entry entry = new Entry(watched);
    entry.before = head.before;
    entry.after = head;
    head.before.after = entry;
    head.before = entry;
    return entry;
  }

  /** A duration in nanoseconds, rounded down to milliseconds; saturates instead of overflowing. */
  public static long nanos(Duration duration) {
    return TimeUnit.MILLISECONDS.toNanos(duration.toMillis());
  }

  private void tick() {
    long now = clock.getAsLong();
    // An entry may stop itself or its neighbours during its tick; stop() then moves the cursor.
    next = head.after;
    while (next != head) {
      Entry entry = next;
      next = entry.after;
      tick(entry, now);
    }
  }

  /** An entry that throws is removed, or those after it would never be checked again. */
  private void tick(Entry entry, long now) {
    try {
      entry.watched.tick(now);
    } catch (RuntimeException fault) {
      entry.stop();
      context.reportException(fault);
    }
  }
}
