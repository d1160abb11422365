package llmchat.llm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request body that is not a valid model call. */
public final class BadEnvelopeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure.BadRequest failure;

  /** With a message for the client and, if one is to blame, the top-level field. */
  public BadEnvelopeException(String message, @Nullable String param) {
    super(message, null, false, false);
    this.failure = new Failure.BadRequest(message, Optional.ofNullable(param));
  }

  /** The failure to report to the client. */
  public Failure.BadRequest failure() {
    return failure;
  }
}
