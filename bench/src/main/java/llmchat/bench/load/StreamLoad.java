package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.bench.wire.Loop;
import org.HdrHistogram.Histogram;

/**
 * Many streams at once: they are opened one after the other, a time is counted in which all of them
 * flow, then each is read to its end. Each event's number and time is looked at.
 */
public final class StreamLoad implements OpenStream.Master {
  /**
   * How it is done.
   *
   * @param streams at once, each on a connection of its own
   * @param chunks numbered events that the upstream sends in each; enough to last beyond the
   *     counted time, or fewer and fewer streams flow in it
   * @param interval between them
   * @param ramp over which the streams are opened, evenly; a multiple of the interval spreads them
   * @param settle after the ramp, before the counted time
   * @param counted the time in which events count that arrive in it
   * @param patience for the first event of the last stream, and for the end of the last one after
   *     the time that it needs
   */
  public record Plan(
      int streams,
      int chunks,
      Duration interval,
      Duration ramp,
      Duration settle,
      Duration counted,
      Duration patience) {}

  private final Loop loop;
  private final Request request;
  private final ByteBuf encoded;
  private final Plan plan;
  private final Window window;
  private final Steps<StreamFigures> steps;
  private final List<OpenStream> streams = new ArrayList<>();
  private final Histogram firstChunk = new Histogram(3);
  private final Histogram gapError = new Histogram(3);
  private final long startedAt = System.nanoTime();
  private boolean settling;
  private boolean counting;
  private boolean counted;
  private int flowing;
  private int ended;
  private int broken;
  private String firstBreak = "";
  private long chunks;

  private StreamLoad(Loop loop, Request request, Plan plan, Window window) {
    this.loop = loop;
    this.request = request;
    this.plan = plan;
    this.window = window;
    encoded = request.encoded();
    steps = new Steps<>(loop);
  }

  /**
   * Runs the whole plan on the loop and blocks until it is over. Not to be called on the loop's
   * thread.
   *
   * @param request with {@code "stream":true} in its body
   */
  public static StreamFigures run(Loop loop, Request request, Plan plan, Window window) {
    StreamLoad load = new StreamLoad(loop, request, plan, window);
    return load.steps.run(load::begin);
  }

  private void begin() {
    steps.after(plan.ramp().plus(plan.patience()), this::giveUpUnbegun);
    ramp();
  }

  /** Opens as many as should be open by now, and comes again for the next. */
  private void ramp() {
    long now = System.nanoTime() - startedAt;
    while (streams.size() < plan.streams() && openAt(streams.size()) <= now) {
      streams.add(new OpenStream(loop, request.port(), encoded, plan.chunks(), this));
    }
    if (streams.size() < plan.streams()) {
      steps.after(Duration.ofNanos(openAt(streams.size()) - now), this::ramp);
    }
  }

  private long openAt(int index) {
    return plan.ramp().toNanos() * index / plan.streams();
  }

  private void giveUpUnbegun() {
    streams.stream()
        .filter(stream -> !stream.flows())
        .toList()
        .forEach(stream -> stream.giveUp("no event within " + plan.patience()));
  }

  private void settleOnceAllFlow() {
    if (!settling && flowing == plan.streams()) {
      settling = true;
      steps.after(plan.settle(), this::open);
      steps.after(plan.settle().plus(plan.counted()), this::close);
    }
  }

  private void open() {
    window.opened();
    counting = true;
  }

  private void close() {
    counting = false;
    counted = true;
    window.closed();
    Duration whole = plan.interval().multipliedBy(plan.chunks() + 1L);
    steps.after(whole.plus(plan.patience()), this::giveUpUnended);
    endOnceAllAreOver();
  }

  private void giveUpUnended() {
    streams.forEach(
        stream -> stream.giveUp("no end within " + plan.patience() + " after its time"));
  }

  private void endOnceAllAreOver() {
    if (counted && ended + broken == plan.streams()) {
      steps.end(
          new StreamFigures(
              chunks,
              streams.stream().mapToLong(OpenStream::missing).sum(),
              streams.stream().mapToLong(OpenStream::misplaced).sum(),
              ended,
              broken,
              firstBreak,
              firstChunk,
              gapError));
    }
  }

  @Override
  public void began(long nanos) {
    firstChunk.recordValue(Math.max(0, nanos));
    flowing++;
    settleOnceAllFlow();
  }

  @Override
  public void came(long gap, boolean next) {
    if (counting) {
      chunks++;
      if (next) {
        gapError.recordValue(Math.abs(gap - plan.interval().toNanos()));
      }
    }
  }

  @Override
  public void ended(OpenStream stream) {
    ended++;
    endOnceAllAreOver();
  }

  @Override
  public void broke(OpenStream stream, String reason) {
    broken++;
    if (firstBreak.isEmpty()) {
      firstBreak = reason;
    }
    if (!stream.flows()) {
      // It never will: the others are not to wait for it.
      flowing++;
      settleOnceAllFlow();
    }
    endOnceAllAreOver();
  }
}
