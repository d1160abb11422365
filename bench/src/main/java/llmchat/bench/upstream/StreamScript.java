package llmchat.bench.upstream;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import llmchat.bench.wire.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of all streams when they are due. One timer for all of them, each millisecond
 * as long as any is open, so 10,000 streams cost no timer each. On the loop's thread.
 */
final class StreamScript {
  /** One stream; the end counts as the event behind the last. */
  private static final class Open implements Comparable<Open> {
    final UpstreamConnection connection;
    final boolean usage;
    final int chunks;
    final long interval;
    int next = 2;
    long due;

    Open(UpstreamConnection connection, boolean usage, int chunks, long interval) {
      this.connection = connection;
      this.usage = usage;
      this.chunks = chunks;
      this.interval = interval;
      due = System.nanoTime() + interval;
    }

    @Override
    public int compareTo(Open other) {
      return Long.signum(due - other.due);
    }
  }

  private final Loop loop;
  private final StreamFrames frames = new StreamFrames();
  private final Queue<Open> open = new PriorityQueue<>();
  private @Nullable ScheduledFuture<?> timer;

  StreamScript(Loop loop) {
    this.loop = loop;
  }

  /** Writes head and first event at once; the rest follows, {@code interval} nanoseconds apart. */
  void begin(UpstreamConnection connection, boolean usage, int chunks, long interval) {
    connection.begin(frames.event(1));
    open.add(new Open(connection, usage, chunks, interval));
    if (timer == null) {
      timer = loop.thread().scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    long now = System.nanoTime();
    for (Open stream = open.peek(); stream != null && stream.due <= now; stream = open.peek()) {
      open.remove();
      if (stream.connection.streams() && goesOn(stream)) {
        stream.due += stream.interval;
        open.add(stream);
      }
    }
    if (open.isEmpty() && timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private boolean goesOn(Open stream) {
    if (!stream.connection.takesMore()) {
      return true;
    }
    if (stream.next > stream.chunks) {
      stream.connection.finish(stream.usage ? StreamFrames.END_WITH_USAGE : StreamFrames.END);
      return false;
    }
    stream.connection.write(frames.event(stream.next++));
    return true;
  }
}
