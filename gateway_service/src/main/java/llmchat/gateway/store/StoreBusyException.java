package llmchat.gateway.store;

/** The database is reachable but too busy for more work; a later attempt may succeed. */
public final class StoreBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreBusyException(String message) {
    super(message);
  }

  public StoreBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
