package llmchat.llm;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * One event loop and what all code on it shares. A call stays on the loop that accepted it, so its
 * path needs no locks. Closed with its Vert.x.
 *
 * @param watch the timeouts of this loop
 */
public record EventLoop(Vertx vertx, Watch watch) {
  /** The current event loop; {@code nanoTime} is a monotonic clock in nanoseconds. */
  public static EventLoop current(Vertx vertx, LongSupplier nanoTime) {
    return new EventLoop(vertx, new Watch(vertx, nanoTime));
  }
}
