package llmchat.server.call;

import java.util.List;
import java.util.Optional;
import llmchat.llm.Attempt;
import llmchat.llm.Failure;
import llmchat.llm.Outcome;
import llmchat.llm.TargetName;
import llmchat.llm.Usage;

/**
 * The record of a finished model call, whether a request waited for it or not. There is exactly one
 * for each call that was admitted. Immutable.
 *
 * @param origin the request that it came from
 * @param dialect the label of the client's dialect
 * @param model the requested model, by its name in the catalogue
 * @param stream whether a stream was requested
 * @param attempts all attempts, in order
 * @param timings when it started, was sent, was answered and ended
 * @param usage the tokens used
 * @param ending how it ended
 */
public record CallRecord(
    CallOrigin origin,
    String dialect,
    String model,
    boolean stream,
    List<Attempt> attempts,
    Timings timings,
    Usage usage,
    Ending ending) {
  public CallRecord {
    attempts = List.copyOf(attempts);
  }

  /**
   * The times of a call, in nanoseconds of one monotonic clock.
   *
   * @param begun when the head of the request arrived; for a detached call, when it was opened
   * @param sent when it was sent to the model client; 0 if it was not
   * @param answered when the answer, or the first event of a stream, arrived; 0 if none did
   * @param ended when it was settled
   */
  public record Timings(long begun, long sent, long answered, long ended) {}

  /** How a call ended, and the failure, if there was one of our own. */
  public record Ending(Outcome outcome, Optional<Failure> failure) {}

  /** The target of the last attempt; empty if there was none. */
  public Optional<TargetName> target() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast().target());
  }
}
