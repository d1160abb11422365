package llmchat.gateway.generation;

import io.vertx.core.Context;
import llmchat.llm.EventLoop;

/**
 * Where generations live: an event loop, and its context, by which others reach it.
 *
 * @param context takes tasks from any thread
 */
public record LoopContext(EventLoop loop, Context context) {
  /** The current event loop. */
  public static LoopContext current(EventLoop loop) {
    return new LoopContext(loop, loop.vertx().getOrCreateContext());
  }
}
