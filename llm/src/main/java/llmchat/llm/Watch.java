package llmchat.llm;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Looks after everything on one event loop that may take too long, with one coarse timer for all.
 *
 * <p>A timer of its own for each of ten thousand streams would be set and cleared with every chunk;
 * here a chunk only notes the time, and a tick every {@value #TICK_MILLIS} ms compares. Timeouts
 * are that exact. Confined to its event loop; ends with its Vert.x.
 */
public final class Watch {
  /** The time between two looks, in milliseconds. */
  public static final long TICK_MILLIS = 100;

  /** Something that may take too long. */
  public interface Watched {
    /** Called at each tick, with {@link System#nanoTime}-like time; must be quick. */
    void tick(long now);
  }

  /** One thing being watched; {@link #stop} ends it. */
  public final class Entry {
    private final Watched watched;
    private Entry before = this;
    private Entry after = this;

    private Entry(Watched watched) {
      this.watched = watched;
    }

    /** Ends the watch; calling it again does nothing. */
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

  /** Begins on the current event loop; {@code clock} gives nanoseconds. */
  public Watch(Vertx vertx, LongSupplier clock) {
    this.clock = clock;
    this.context = (ContextInternal) vertx.getOrCreateContext();
    vertx.setPeriodic(TICK_MILLIS, id -> tick());
  }

  /** The time now, in nanoseconds of the clock that {@link Watched#tick} gets. */
  public long now() {
    return clock.getAsLong();
  }

  /** Watches until {@link Entry#stop}. */
  public Entry add(Watched watched) {
    Entry entry = new Entry(watched);
    entry.before = head.before;
    entry.after = head;
    head.before.after = entry;
    head.before = entry;
    return entry;
  }

  /** A duration in nanoseconds, to the millisecond; one that is too long counts as the longest. */
  public static long nanos(Duration duration) {
    return TimeUnit.MILLISECONDS.toNanos(duration.toMillis());
  }

  private void tick() {
    long now = clock.getAsLong();
    // An entry may stop itself or its neighbours meanwhile; stop() moves the cursor along.
    next = head.after;
    while (next != head) {
      Entry entry = next;
      next = entry.after;
      tick(entry, now);
    }
  }

  /** One that throws must not cost all behind it their timeouts, tick after tick. */
  private void tick(Entry entry, long now) {
    try {
      entry.watched.tick(now);
    } catch (RuntimeException fault) {
      entry.stop();
      context.reportException(fault);
    }
  }
}
