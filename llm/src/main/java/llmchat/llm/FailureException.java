package llmchat.llm;

/**
 * Carries a {@link Failure} through a failed future. It has no stack trace, because it is an
 * expected outcome.
 */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** Wraps the failure. */
  public FailureException(Failure failure) {
    super(failure.getClass().getSimpleName(), null, false, false);
    this.failure = failure;
  }

  /** The failure itself. */
  public Failure failure() {
    return failure;
  }
}
