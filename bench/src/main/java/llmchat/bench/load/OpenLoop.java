package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import llmchat.bench.wire.Loop;
import org.HdrHistogram.Histogram;

/**
 * A fixed rate: calls are due at even times whether or not those before them were answered, as
 * calls of people are. Latency counts from the due time, so a stall of the subject is seen by every
 * call that it holds up and not just by those that were under way (no coordinated omission).
 */
public final class OpenLoop implements Caller.Master {
  /**
   * How it is done.
   *
   * @param connections opened before the first call; a call that finds none free waits for one
   * @param length of the body of a right answer
   * @param warmUp calls that are due in it are made and not counted
   * @param counted calls count that are due in it, whenever they are answered
   * @param patience how long after the counted time answers are waited for; what is missing then
   *     counts as failed
   */
  public record Plan(
      double callsPerSecond,
      int connections,
      Length length,
      Duration warmUp,
      Duration counted,
      Duration patience) {}

  private final Loop loop;
  private final Request request;
  private final ByteBuf encoded;
  private final Plan plan;
  private final CallTally tally;
  private final Steps<OpenFigures> steps;
  private final List<Caller> callers = new ArrayList<>();
  private final Deque<Caller> idle = new ArrayDeque<>();
  private final Histogram lateness = new Histogram(3);
  private final double period;
  private final long total;
  private boolean flowing;
  private boolean armed;
  private boolean closed;
  private long startedAt;
  private long countedFrom;
  private long next;

  private OpenLoop(Loop loop, Request request, Plan plan, Window window) {
    this.loop = loop;
    this.request = request;
    this.plan = plan;
    encoded = request.encoded();
    tally = new CallTally(window);
    steps = new Steps<>(loop);
    period = 1e9 / plan.callsPerSecond();
    total = (long) (plan.warmUp().plus(plan.counted()).toNanos() / period);
  }

  /**
   * Runs the whole plan on the loop and blocks until it is over. Not to be called on the loop's
   * thread.
   */
  public static OpenFigures run(Loop loop, Request request, Plan plan, Window window) {
    OpenLoop load = new OpenLoop(loop, request, plan, window);
    return load.steps.run(load::begin);
  }

  private void begin() {
    for (int i = 0; i < plan.connections(); i++) {
      callers.add(new Caller(loop, request.port(), plan.length(), this));
    }
    // Without this a subject that refuses connections would never be given up.
    steps.after(plan.patience(), this::flow);
  }

  private void flow() {
    if (flowing) {
      return;
    }
    flowing = true;
    startedAt = System.nanoTime();
    countedFrom = startedAt + plan.warmUp().toNanos();
    steps.after(plan.warmUp(), tally::open);
    steps.after(plan.warmUp().plus(plan.counted()), this::close);
    send();
  }

  private long due(long index) {
    return startedAt + (long) (index * period);
  }

  /** Sends what is due as far as connections are free, and comes again when the next is due. */
  private void send() {
    long now = System.nanoTime();
    while (next < total && !idle.isEmpty() && due(next) <= now) {
      send(idle.removeFirst(), due(next++), now);
      now = System.nanoTime();
    }
    if (next < total && !idle.isEmpty() && !armed) {
      armed = true;
      steps.after(Duration.ofNanos(due(next) - now), this::wake);
    }
  }

  private void wake() {
    armed = false;
    send();
  }

  private void send(Caller caller, long due, long now) {
    caller.startedAt = due;
    if (due >= countedFrom) {
      lateness.recordValue(now - Math.max(due, caller.idleSince));
    }
    caller.call(encoded);
  }

  private void close() {
    tally.close();
    closed = true;
    steps.after(plan.patience(), this::giveUp);
    endIfAnswered();
  }

  private void giveUp() {
    for (Caller caller : callers) {
      if (caller.isCalling()) {
        tally.failed("no answer within " + plan.patience());
      }
    }
    for (; next < total; next++) {
      tally.failed("no free connection within " + plan.patience());
    }
    end();
  }

  private void endIfAnswered() {
    if (closed && next == total && callers.stream().noneMatch(Caller::isCalling)) {
      end();
    }
  }

  private void end() {
    callers.forEach(Caller::close);
    steps.end(new OpenFigures(tally.figures(), lateness));
  }

  @Override
  public void idle(Caller caller) {
    idle.addLast(caller);
    if (flowing) {
      send();
      endIfAnswered();
    } else if (idle.size() == plan.connections()) {
      flow();
    }
  }

  @Override
  public void right(Caller caller) {
    if (caller.startedAt >= countedFrom) {
      tally.answered(caller.receivedAt() - caller.startedAt);
    }
  }

  @Override
  public void wrong(String reason) {
    tally.failed(reason);
  }

  /** It may have ended while it was free. */
  @Override
  public void gone(Caller caller) {
    idle.remove(caller);
  }
}
