package llmchat.gateway.limits;

import llmchat.llm.EventLoop;

/** Makes the limiter for each event loop; what they count is common to all. */
public interface Limiters {
  /** The limiter for calls on this event loop; called on it, once. */
  Limiter on(EventLoop loop);
}
