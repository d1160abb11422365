package llmchat.llm.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The orderly end of a service: new work is refused, what runs may end within a time, and what is
 * left is ended with an error that its client can read.
 */
public final class Draining {
  private static final long LOOK_MILLIS = 20;

  private Draining() {}

  /**
   * Drains the servers of all event loops; any thread.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Future<Void> drain(
      Vertx vertx, List<HttpServerFront> fronts, Duration patience, LongSupplier nanoTime) {
    fronts.forEach(HttpServerFront::refuseNewWork);
    Promise<Void> drained = Promise.promise();
    look(vertx, fronts, nanoTime, nanoTime.getAsLong() + patience.toNanos(), drained);
    return drained.future();
  }

  /** Looks again and again; a timer of its own each time, so that none has to be cancelled. */
  private static void look(
      Vertx vertx,
      List<HttpServerFront> fronts,
      LongSupplier nanoTime,
      long until,
      Promise<Void> drained) {
    boolean late = nanoTime.getAsLong() - until > 0;
    if (late || fronts.stream().allMatch(front -> front.open() == 0)) {
      fronts.forEach(HttpServerFront::endAll);
      // One more turn of the event loops, so that the last bytes are on their way.
      vertx.setTimer(late ? 100 : 1, ended -> drained.complete());
    } else {
      vertx.setTimer(LOOK_MILLIS, timer -> look(vertx, fronts, nanoTime, until, drained));
    }
  }
}
