package llmchat.llm;

/** Makes the way to the models, one for each event loop. */
public interface LlmClients {
  /** The client for calls on this event loop; called on it, once. */
  LlmClient on(EventLoop loop);
}
