package llmchat.server.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The orderly end of a service: at first everything is still answered while clients are sent
 * elsewhere, then new work is refused and what runs may end within a time, and what is left is
 * ended with an error that its client can read.
 */
public final class Draining {
  private static final long LOOK_MILLIS = 20;

  private final Vertx vertx;
  private final List<EventLoopServer> servers;
  private final BooleanSupplier othersIdle;
  private final LongSupplier nanoTime;

  private Draining(
      Vertx vertx,
      List<EventLoopServer> servers,
      BooleanSupplier othersIdle,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.servers = servers;
    this.othersIdle = othersIdle;
    this.nanoTime = nanoTime;
  }

  /**
   * Drains the servers of all event loops; any thread.
   *
   * @param othersIdle whether nothing runs that no client waits for; asked on any thread
   * @param delay how long everything is still answered
   * @param patience how long what runs after that may go on
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Future<Void> drain(
      Vertx vertx,
      List<EventLoopServer> servers,
      BooleanSupplier othersIdle,
      Duration delay,
      Duration patience,
      LongSupplier nanoTime) {
    return new Draining(vertx, servers, othersIdle, nanoTime).drain(delay, patience);
  }

  private Future<Void> drain(Duration delay, Duration patience) {
    servers.forEach(EventLoopServer::sendClientsAway);
    return until(() -> Future.succeededFuture(false), delay)
        .compose(passed -> {
          servers.forEach(EventLoopServer::refuseNewWork);
          return until(this::idle, patience);
        })
        .compose(idle -> {
          servers.forEach(EventLoopServer::endAll);
          // One more turn of the event loops, so that the last bytes are on their way.
          return vertx.timer(idle ? 1 : 100, TimeUnit.MILLISECONDS);
        })
        .mapEmpty();
  }

  private Future<Boolean> idle() {
    return Future.all(servers.stream().map(EventLoopServer::idle).toList())
        .map(all ->
            all.<Boolean>list().stream().allMatch(idle -> idle) && othersIdle.getAsBoolean());
  }

  /** Asks again and again; true as soon as the answer is, false when the time is over. */
  private Future<Boolean> until(Supplier<Future<Boolean>> question, Duration time) {
    Promise<Boolean> answer = Promise.promise();
    look(question, nanoTime.getAsLong() + time.toNanos(), answer);
    return answer.future();
  }

  /** A timer of its own each time, so that none has to be cancelled. */
  private void look(Supplier<Future<Boolean>> question, long until, Promise<Boolean> answer) {
    if (nanoTime.getAsLong() - until >= 0) {
      answer.complete(false);
      return;
    }
    question
        .get()
        .onFailure(answer::tryFail)
        .onSuccess(yes -> {
          if (yes) {
            answer.complete(true);
          } else {
            vertx.setTimer(LOOK_MILLIS, timer -> look(question, until, answer));
          }
        });
  }
}
