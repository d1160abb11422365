package llmchat.bench.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One timer for everything that is due later: each millisecond, as long as anything waits, the
 * lines are asked to do what is due. So 10,000 streams cost no timer each. On the loop's thread.
 */
final class Ticks {
  /** Things that wait, first due first. */
  interface Line {
    /** Does what is due at {@code now}; returns whether anything still waits. */
    boolean advance(long now);
  }

  private final EventLoop thread;
  private final List<Line> waiting = new ArrayList<>();
  private @Nullable ScheduledFuture<?> timer;

  Ticks(EventLoop thread) {
    this.thread = thread;
  }

  /** From now on this line is asked, until nothing waits in it. */
  void watch(Line line) {
    if (!waiting.contains(line)) {
      waiting.add(line);
    }
    if (timer == null) {
      timer = thread.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    var now = System.nanoTime();
    waiting.removeIf(line -> !line.advance(now));
    if (waiting.isEmpty() && timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
