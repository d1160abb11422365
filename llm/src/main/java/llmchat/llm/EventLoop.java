package llmchat.llm;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * One event loop and what everything on it shares. A call stays on the loop on which it came in, so
 * that nothing on its way needs a lock. It ends with its Vert.x.
 *
 * @param watch looks after what may take too long
 */
public record EventLoop(Vertx vertx, Watch watch) {
  /** The current event loop; {@code nanoTime} is a monotonic clock in nanoseconds. */
  public static EventLoop current(Vertx vertx, LongSupplier nanoTime) {
    return new EventLoop(vertx, new Watch(vertx, nanoTime));
  }
}
