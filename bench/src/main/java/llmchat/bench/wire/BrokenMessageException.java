package llmchat.bench.wire;

/** What arrived is no HTTP/1.1, or none that this benchmark understands. */
public final class BrokenMessageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what is wrong. */
  public BrokenMessageException(String reason) {
    super(reason);
  }
}
