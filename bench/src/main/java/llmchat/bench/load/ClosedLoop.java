package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.bench.wire.Loop;

/**
 * Full load: each of a number of connections sends the next call when its answer is complete. How
 * long calls take at such a load says little, for a slow subject is asked less; see {@link
 * OpenLoop}.
 */
public final class ClosedLoop implements Caller.Master {
  /**
   * How it is done.
   *
   * @param connections kept open throughout; one that the subject announces to close is replaced
   * @param length of the body of a right answer
   * @param warmUp the time before the counted one, with the same load
   * @param counted the time in which answers count that arrive in it
   */
  public record Plan(int connections, Length length, Duration warmUp, Duration counted) {}

  private final Loop loop;
  private final Request request;
  private final ByteBuf encoded;
  private final Plan plan;
  private final CallTally tally;
  private final List<Caller> callers = new ArrayList<>();
  private final Steps<CallFigures> steps;

  private ClosedLoop(Loop loop, Request request, Plan plan, Window window) {
    this.loop = loop;
    this.request = request;
    this.plan = plan;
    encoded = request.encoded();
    tally = new CallTally(window);
    steps = new Steps<>(loop);
  }

  /**
   * Runs the whole plan on the loop and blocks until it is over. The figures count the answers
   * within the counted time, and failures from the start on. Not to be called on the loop's thread.
   */
  public static CallFigures run(Loop loop, Request request, Plan plan, Window window) {
    ClosedLoop load = new ClosedLoop(loop, request, plan, window);
    return load.steps.run(load::begin);
  }

  private void begin() {
    for (int i = 0; i < plan.connections(); i++) {
      callers.add(new Caller(loop, request.port(), plan.length(), this));
    }
    steps.after(plan.warmUp(), this::open);
  }

  private void open() {
    tally.open();
    steps.after(plan.counted(), this::close);
  }

  private void close() {
    tally.close();
    callers.forEach(Caller::close);
    steps.end(tally.figures());
  }

  @Override
  public void idle(Caller caller) {
    caller.startedAt = System.nanoTime();
    caller.call(encoded);
  }

  @Override
  public void right(Caller caller) {
    if (tally.isOpen()) {
      tally.answered(caller.receivedAt() - caller.startedAt);
    }
  }

  @Override
  public void wrong(String reason) {
    tally.failed(reason);
  }
}
