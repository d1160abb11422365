package llmchat.bench.upstream;

import java.util.PriorityQueue;
import java.util.Queue;

/**
 * How streams go: so many events with so long between them, and the streams that go so. On the
 * loop's thread.
 */
final class StreamScript implements Ticks.Line {
  /** One stream; the end counts as the event behind the last. */
  private static final class Open implements Comparable<Open> {
    final UpstreamConnection connection;
    final boolean usage;
    int next = 2;
    long due;

    Open(UpstreamConnection connection, boolean usage) {
      this.connection = connection;
      this.usage = usage;
    }

    @Override
    public int compareTo(Open other) {
      return Long.compare(due, other.due);
    }
  }

  private final int chunks;
  private final long interval;
  private final StreamFrames frames;
  private final Tally tally;
  private final Queue<Open> open = new PriorityQueue<>();

  StreamScript(int chunks, long intervalNanos, StreamFrames frames, Tally tally) {
    this.chunks = chunks;
    this.interval = intervalNanos;
    this.frames = frames;
    this.tally = tally;
  }

  /** Writes head and first event at once; the rest follows with the ticks. */
  void begin(UpstreamConnection connection, boolean usage) {
    var stream = new Open(connection, usage);
    stream.due = System.nanoTime() + interval;
    tally.streams++;
    tally.openStreams++;
    tally.chunks++;
    connection.begin(frames.event(1));
    open.add(stream);
  }

  @Override
  public boolean advance(long now) {
    for (var stream = open.peek(); stream != null && stream.due <= now; stream = open.peek()) {
      open.remove();
      if (stream.connection.streams() && goesOn(stream, now)) {
        stream.due += interval;
        open.add(stream);
      }
    }
    return !open.isEmpty();
  }

  private boolean goesOn(Open stream, long now) {
    if (!stream.connection.takesMore()) {
      tally.blocked++;
      return true;
    }
    tally.written(stream.due, now);
    if (stream.next > chunks) {
      tally.ended++;
      stream.connection.finish(stream.usage ? StreamFrames.END_WITH_USAGE : StreamFrames.END);
      return false;
    }
    tally.chunks++;
    stream.connection.write(frames.event(stream.next++));
    return true;
  }
}
