package llmchat.gateway.store;

/**
 * The database could not be opened at start. The message is one line for the operator: what is
 * wrong and what to change. It never contains a password.
 */
public final class StoreOpenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreOpenException(String message) {
    super(message);
  }

  public StoreOpenException(String message, Throwable cause) {
    super(message, cause);
  }
}
