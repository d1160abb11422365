package llmchat.llm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heap that bodies of one kind, requests or replies, may use together. Without this limit a few
 * dozen large bodies could fill the heap. Shared by all event loops; thread-safe.
 */
public final class BodyMemory {
  /** The bytes of each body that are not counted, so that short questions always get through. */
  static final int FREE = 8 * 1024;

  private final Pool pool;

  /** Accounts in a pool whose unit is bytes. */
  public BodyMemory(Pool pool) {
    this.pool = pool;
  }

  /** Accounts in a pool of its own with so many bytes. */
  public BodyMemory(long most) {
    this(
        new Pool(
            new Pool.Terms("bodies", "memory for bodies", most, "fixed", 1, most, "at its end")));
  }

  /** A new share for one body, empty at first. Confined to the body's event loop. */
  public Share share(Holder holder) {
    return new Share(holder, null);
  }

  /** The memory of one body. Confined to one event loop. */
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

    /** A share that is counted separately, and closed with this one at the latest. */
    public Share child() {
      Share child = new Share(holder, this);
      child.closed = closed;
      if (!closed) {
        children.add(child);
      }
      return child;
    }

    /** Grows to a length in bytes; returns false and changes nothing if there is no room. */
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

    /** Gives back what goes beyond that length. */
    public void shrink(long length) {
      long less = counted - Math.max(0, length - FREE);
      if (less > 0) {
        pool.giveBack(holder, less);
        counted -= less;
      }
    }

    /** Why it could not grow the last time. */
    public Failure refusal() {
      return pool.refusal(last);
    }

    /** Returns all memory to the pool; idempotent. The share can grow again. */
    public void release() {
      shrink(0);
    }

    /**
     * Returns all memory and refuses to grow from now on, so that bytes that arrive late, for a
     * body that nobody reads any more, are not counted for ever. Idempotent.
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
