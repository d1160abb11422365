package llmchat.gateway.store;

/**
 * The database cannot be used now: it is away, read-only, full, or still starting. Nothing can be
 * said about what it holds, so a key that was looked up is neither known nor unknown.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
