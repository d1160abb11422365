package llmchat.llm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A body that cannot be a model call. */
public final class BadEnvelopeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure.BadRequest failure;

  /** Says what is wrong, and with which top-level field if it is one. */
  public BadEnvelopeException(String message, @Nullable String param) {
    super(message, null, false, false);
    this.failure = new Failure.BadRequest(message, Optional.ofNullable(param));
  }

  /** What is wrong, fit for the client, with the top-level field if it is one. */
  public Failure.BadRequest failure() {
    return failure;
  }
}
