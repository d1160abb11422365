package llmchat.gateway.limits;

import llmchat.llm.EventLoop;

/** Creates the limiter of each event loop; their counts are shared. */
public interface Limiters {
  /** The limiter for that event loop; called once, on that loop. */
  Limiter on(EventLoop loop);
}
