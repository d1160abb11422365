package llmchat.llm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap bodies of one kind, requests or replies, may take together: without a bound
 * on their sum, a few dozen large ones would use up all of it. Shared by all event loops;
 * thread-safe.
 */
public final class BodyMemory {
  /** The bytes of each body that are not counted: no crowd of large ones keeps out a question. */
  static final int FREE = 8 * 1024;

  private final Pool pool;

  /** The memory of that pool, in bytes. */
  public BodyMemory(Pool pool) {
    this.pool = pool;
  }

  /** A memory of its own, of so many bytes. */
  public BodyMemory(long most) {
    this(
        new Pool(
            new Pool.Terms("bodies", "memory for bodies", most, "fixed", 1, most, "at its end")));
  }

  /** What one body takes of its holder's part; confined to its event loop. */
  public Share share(Holder holder) {
    return new Share(holder, null);
  }

  /** The part of one body. */
  public final class Share {
    private final Holder holder;
    private final @Nullable Share parent;
    private final List<Share> children = new ArrayList<>(1);
    private long counted;
    private boolean closed;
    private Pool.Taken last = Pool.Taken.YES;

    private Share(Holder holder, @Nullable Share parent) {
      this.holder = holder;
      this.parent = parent;
    }

    /** A part that is counted by itself and is closed with this one at the latest. */
    public Share child() {
      Share child = new Share(holder, this);
      child.closed = closed;
      if (!closed) {
        children.add(child);
      }
      return child;
    }

    /** Grows to the length of a body; false, and nothing changes, if there is no room for it. */
    public boolean grow(long length) {
      long more = length - FREE - counted;
      if (more <= 0) {
        return true;
      }
      if (closed) {
        return false;
      }
      last = pool.take(holder, more);
      if (last != Pool.Taken.YES) {
        return false;
      }
      counted += more;
      return true;
    }

    /** Why it could not grow the last time. */
    public Failure refusal() {
      return pool.refusal(last);
    }

    /** Gives everything back; calling it again does nothing. */
    public void release() {
      if (counted > 0) {
        pool.giveBack(holder, counted);
        counted = 0;
      }
    }

    /**
     * Gives everything back for good: what still comes for a body that nobody waits for any more
     * would be counted for ever.
     */
    public void close() {
      release();
      closed = true;
      if (parent != null) {
        parent.children.remove(this);
      }
      List.copyOf(children).forEach(Share::close);
    }
  }
}
