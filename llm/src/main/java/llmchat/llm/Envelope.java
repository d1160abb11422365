package llmchat.llm;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the body of a call says at its top level; everything else in it stays unread. A dialect's
 * own envelope also knows where the values stand that it may replace.
 */
public interface Envelope {
  /** The model asked for, never empty. */
  String model();

  /** Whether a stream is asked for. */
  boolean stream();

  /** The largest bound on output tokens that the body names. */
  OptionalLong maxTokens();

  /** How many answers are asked for, at least 1. */
  int choices();

  /** The end user that the body names. */
  Optional<String> user();
}
