package llmchat.llm;

/** Hears how each attempt of one call went. Called on the call's event loop; must not block. */
public interface AttemptListener {
  /** Hears nothing, for calls that nobody watches. */
  AttemptListener NONE = attempt -> {};

  /** An attempt got its reply: the first event of a stream, all of an answer, or none. */
  void attempted(Attempt attempt);
}
