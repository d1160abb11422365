package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.bench.wire.Loop;

/**
 * Many streams at once: they are opened one after the other, a time is counted in which all of them
 * flow, and each event's number and time is looked at.
 */
public final class StreamLoad implements OpenStream.Master {
  /** What becomes of the streams after the counted time. */
  public enum Ending {
    /** The load leaves them. */
    CUT,
    /** They are read to their end. */
    READ
  }

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
   * @param patience for the first event of the last stream, and with {@link Ending#READ} for the
   *     end of the last one after the time that it needs
   */
  public record Plan(
      int streams,
      int chunks,
      Duration interval,
      Duration ramp,
      Duration settle,
      Duration counted,
      Ending ending,
      Duration patience) {}

  private final Loop loop;
  private final Request request;
  private final ByteBuf encoded;
  private final Plan plan;
  private final StreamTally tally;
  private final Steps<StreamFigures> steps;
  private final List<OpenStream> streams = new ArrayList<>();
  private boolean opened;
  private boolean closed;
  private int flowing;
  private int over;
  private long startedAt;

  private StreamLoad(Loop loop, Request request, Plan plan, Window window) {
    this.loop = loop;
    this.request = request;
    this.plan = plan;
    encoded = EncodedRequest.of(request);
    tally = new StreamTally(plan.interval().toNanos(), window);
    steps = new Steps<>(loop);
  }

  /**
   * Runs the whole plan on the loop and blocks until it is over. Not to be called on the loop's
   * thread.
   *
   * @param request with {@code "stream":true} in its body
   */
  public static StreamFigures run(Loop loop, Request request, Plan plan, Window window) {
    var load = new StreamLoad(loop, request, plan, window);
    return load.steps.run(load::begin);
  }

  private void begin() {
    startedAt = System.nanoTime();
    steps.after(plan.ramp().plus(plan.patience()), this::giveUpUnbegun);
    ramp();
  }

  /** Opens as many as should be open by now, and comes again for the next. */
  private void ramp() {
    var now = System.nanoTime() - startedAt;
    while (streams.size() < plan.streams() && openAt(streams.size()) <= now) {
      streams.add(new OpenStream(loop, request.port(), encoded, plan.chunks(), this));
    }
    if (streams.size() < plan.streams()) {
      steps.after(openAt(streams.size()) - now, this::ramp);
    }
  }

  private long openAt(int index) {
    return plan.ramp().toNanos() * index / plan.streams();
  }

  private void giveUpUnbegun() {
    for (var stream : List.copyOf(streams)) {
      if (!stream.flows()) {
        stream.giveUp("no event within " + plan.patience());
      }
    }
  }

  private void openOnceAllFlow() {
    if (!opened && flowing == plan.streams()) {
      opened = true;
      steps.after(plan.settle(), tally::open);
      steps.after(plan.settle().plus(plan.counted()), this::close);
    }
  }

  private void close() {
    tally.close();
    closed = true;
    if (plan.ending() == Ending.CUT) {
      end();
    } else {
      var whole = plan.interval().multipliedBy(plan.chunks() + 1L);
      steps.after(whole.plus(plan.patience()), this::giveUpUnended);
      endOnceAllAreOver();
    }
  }

  private void giveUpUnended() {
    for (var stream : streams) {
      stream.giveUp("no end within " + plan.patience() + " after its time");
    }
  }

  private void endOnceAllAreOver() {
    if (closed && over == plan.streams()) {
      end();
    }
  }

  private void end() {
    for (var stream : streams) {
      tally.lost(stream.missing());
      stream.cut();
    }
    steps.end(tally.figures(plan.streams()));
  }

  @Override
  public void began(long nanos) {
    tally.first(nanos);
    flowing++;
    openOnceAllFlow();
  }

  @Override
  public void came(OpenStream stream, Sequence.Place place, long gap) {
    tally.came(place, gap);
  }

  @Override
  public void ended(OpenStream stream) {
    tally.ended();
    over++;
    endOnceAllAreOver();
  }

  @Override
  public void broke(OpenStream stream, String reason) {
    tally.broken(reason);
    over++;
    if (!stream.flows()) {
      // It never will: the others are not to wait for it.
      flowing++;
      openOnceAllFlow();
    }
    endOnceAllAreOver();
  }
}
