package llmchat.bench.load;

/**
 * Told at both edges of the counted time, so that the caller can read the subject's CPU exactly
 * then. Both are called on the loop's thread, between two calls or events, while load is flowing:
 * what takes longer than a millisecond there shows in the figures.
 */
public interface Window {
  /** Nothing is to be read. */
  Window UNWATCHED = new Window() {};

  /** The first counted call or event comes after this. */
  default void opened() {}

  /** The last counted call or event came before this. */
  default void closed() {}
}
