package llmchat.bench.measure;

import java.time.Duration;
import llmchat.bench.load.StreamFigures;
import llmchat.bench.load.StreamLoad;
import llmchat.bench.load.Window;
import llmchat.bench.measure.Effort.StreamSet;

/** Streams of one set on one subject, from the first that is opened to the end of the last. */
final class Streaming {
  private static final int OPENED_PER_SECOND = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What passes before the counted time and what is left behind it, as a part of it. */
  private static final int MARGIN_PART = 8;

  private Streaming() {}

  /** Runs it and reads every stream to its end; blocks. */
  static StreamFigures run(
      Stand stand, Contender contender, StreamSet set, Duration counted, Window window) {
    int chunks =
        Math.toIntExact(Math.ceilDiv(life(set, counted).toMillis(), set.interval().toMillis()));
    stand.upstream().closeIdle();
    stand.upstream().streams(chunks, set.interval());
    return StreamLoad.run(
        stand.loop(),
        contender.streamed(),
        new StreamLoad.Plan(
            set.streams(), chunks, set.interval(), ramp(set), margin(counted), counted, PATIENCE),
        window);
  }

  private static Duration life(StreamSet set, Duration counted) {
    return ramp(set).plus(margin(counted)).plus(counted).plus(margin(counted));
  }

  private static Duration margin(Duration counted) {
    return counted.dividedBy(MARGIN_PART);
  }

  /** Over whole intervals, so that the streams' events are spread evenly. */
  private static Duration ramp(StreamSet set) {
    Duration least = Duration.ofMillis(1_000L * set.streams() / OPENED_PER_SECOND);
    long intervals = Math.ceilDiv(least.toMillis(), set.interval().toMillis());
    return set.interval().multipliedBy(Math.max(1, intervals));
  }
}
