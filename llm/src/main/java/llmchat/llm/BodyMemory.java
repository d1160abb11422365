package llmchat.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap bodies of one kind, requests or replies, may take together: without a bound
 * on their sum, a few dozen large ones would use up all of it. Shared by all event loops;
 * thread-safe.
 */
public final class BodyMemory {
  /** The bytes of each body that are not counted: no crowd of large ones keeps out a question. */
  static final int FREE = 8 * 1024;

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /** A memory of so many bytes. */
  public BodyMemory(long most) {
    this.most = most;
  }

  /** A quarter of the heap, and enough for the largest body in any case. */
  public static BodyMemory ofHeap(long largestBody) {
    return new BodyMemory(Math.max(Runtime.getRuntime().maxMemory() / 4, largestBody));
  }

  /** What one body takes; confined to its event loop. */
  public Share share() {
    return new Share(null);
  }

  /** Bytes that are taken now. */
  long taken() {
    return taken.get();
  }

  /** The part of one body. */
  public final class Share {
    private final @Nullable Share parent;
    private final List<Share> children = new ArrayList<>(1);
    private long counted;
    private boolean closed;

    private Share(@Nullable Share parent) {
      this.parent = parent;
    }

    /** A part that is counted by itself and is closed with this one at the latest. */
    public Share child() {
      Share child = new Share(this);
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
      if (taken.addAndGet(more) > most) {
        taken.addAndGet(-more);
        return false;
      }
      counted += more;
      return true;
    }

    /** Gives everything back; calling it again does nothing. */
    public void release() {
      taken.addAndGet(-counted);
      counted = 0;
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
