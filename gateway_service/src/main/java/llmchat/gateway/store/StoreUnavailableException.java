package llmchat.gateway.store;

/**
 * The database cannot be used now: it is unreachable, read-only, full, or still starting. A key
 * that was to be looked up is then neither known nor unknown.
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
