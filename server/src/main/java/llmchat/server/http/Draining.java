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
 * The graceful shutdown of a service. First everything is still answered, but each connection is
 * closed after its answer. Then new work is refused and running work may finish within a time
 * limit. What is left then ends with an error that the client can read.
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
   * Drains the servers of all event loops. May be called on any thread.
   *
   * @param othersIdle whether all work that no client waits for has ended; called on any thread
   * @param delay how long everything is still answered
   * @param patience how long running work may then continue
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
          // One more turn of the event loops, so that the last bytes are sent.
          return vertx.timer(idle ? 1 : 100, TimeUnit.MILLISECONDS);
        })
        .mapEmpty();
  }

  private Future<Boolean> idle() {
    return Future.all(servers.stream().map(EventLoopServer::idle).toList())
        .map(all ->
            all.<Boolean>list().stream().allMatch(idle -> idle) && othersIdle.getAsBoolean());
  }

  /**
   * Polls the condition; completes with true once it holds, or with false when the time is over.
   */
  private Future<Boolean> until(Supplier<Future<Boolean>> question, Duration time) {
    Promise<Boolean> answer = Promise.promise();
    look(question, nanoTime.getAsLong() + time.toNanos(), answer);
    return answer.future();
  }

  /** One-shot timers, so that none has to be cancelled. */
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
