package llmchat.gateway.store;

/**
 * The database is reachable but has no room for one more piece of work; a later try may succeed.
 */
public final class StoreBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreBusyException(String message) {
    super(message);
  }

  public StoreBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
