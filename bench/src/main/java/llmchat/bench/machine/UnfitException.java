package llmchat.bench.machine;

/** Nothing can be measured on this machine; the message says what to change. */
public final class UnfitException extends Exception {
  private static final long serialVersionUID = 1;

  /** With the reason for the user. */
  public UnfitException(String reason) {
    super(reason);
  }
}
