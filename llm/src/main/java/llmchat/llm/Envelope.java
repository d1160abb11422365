package llmchat.llm;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The top-level fields of a call's body that matter for routing and limits; the rest of the body is
 * checked but not interpreted. A dialect's implementation also records the positions of the values
 * that it may replace. Immutable.
 */
public interface Envelope {
  /** The requested model, never empty. */
  String model();

  /** Whether a streamed reply is requested. */
  boolean stream();

  /** The largest limit on output tokens in the body; empty if it sets none. */
  OptionalLong maxTokens();

  /** The number of requested answers, at least 1. */
  int choices();

  /** The end user named in the body. */
  Optional<String> user();
}
