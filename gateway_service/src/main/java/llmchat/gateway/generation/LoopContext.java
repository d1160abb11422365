package llmchat.gateway.generation;

import io.vertx.core.Context;
import llmchat.llm.EventLoop;

/**
 * An event loop, with the Vert.x context through which other threads run tasks on it.
 *
 * @param context accepts tasks from any thread
 */
public record LoopContext(EventLoop loop, Context context) {
  /** The current event loop. */
  public static LoopContext current(EventLoop loop) {
    return new LoopContext(loop, loop.vertx().getOrCreateContext());
  }
}
