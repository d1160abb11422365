package llmchat.llm;

/** Is notified of each attempt of one call. Called on the call's event loop; must not block. */
public interface AttemptListener {
  /** Does nothing. */
  AttemptListener NONE = attempt -> {};

  /** An attempt has ended: with the first event of a stream, a whole reply, or a failure. */
  void attempted(Attempt attempt);
}
