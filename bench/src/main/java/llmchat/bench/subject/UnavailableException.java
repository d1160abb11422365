package llmchat.bench.subject;

/** A subject cannot be had on this machine; the message says why and what would help. */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  /** With the reason for the user. */
  public UnavailableException(String reason) {
    super(reason);
  }
}
