package llmchat.standalone.secrets;

/**
 * Secrets could not be created. The message is one line for the operator: what is wrong and what to
 * change. It never contains a secret.
 */
public final class SecretsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SecretsException(String message) {
    super(message);
  }

  public SecretsException(String message, Throwable cause) {
    super(message, cause);
  }
}
