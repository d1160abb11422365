package llmchat.gateway.store;

/**
 * A backup could not be made or restored. The message is one line for the operator: what is wrong
 * and what to do. It never contains a password.
 */
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BackupException(String message) {
    super(message);
  }

  public BackupException(String message, Throwable cause) {
    super(message, cause);
  }
}
