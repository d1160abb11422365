package llmchat.llm.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body that cannot be a model call; the message is fit for the client, {@link #param} names the
 * field.
 */
public final class BadEnvelopeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String param;

  BadEnvelopeException(String message, @Nullable String param) {
    super(message, null, false, false);
    this.param = param;
  }

  /** The top-level field that is wrong or missing, if it is one. */
  public Optional<String> param() {
    return Optional.ofNullable(param);
  }
}
