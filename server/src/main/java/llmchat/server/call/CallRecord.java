package llmchat.server.call;

import java.util.List;
import java.util.Optional;
import llmchat.llm.Attempt;
import llmchat.llm.Failure;
import llmchat.llm.Outcome;
import llmchat.llm.TargetName;
import llmchat.llm.Usage;

/**
 * A model call at its end, whether a request waited for it or not. There is exactly one for each
 * call that was let through to the models.
 *
 * @param origin who asked, by which request
 * @param dialect the label of the dialect in which it was asked
 * @param model the model that was asked, by its name here
 * @param stream whether a stream was asked for
 * @param attempts every target that was asked, in order
 * @param timings when things happened
 * @param usage what was used
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
   * When things happened, in nanoseconds of one monotonic clock.
   *
   * @param begun the request's head was there, or the call was made where none waits for it
   * @param sent the call was handed to the models' side; 0 if it never was
   * @param answered its answer, or the first event of it, was there; 0 if none came
   * @param ended the call was settled
   */
  public record Timings(long begun, long sent, long answered, long ended) {}

  /** How a call ended, and why if that was not well. */
  public record Ending(Outcome outcome, Optional<Failure> failure) {}

  /** The target that was asked last; empty if none was. */
  public Optional<TargetName> target() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast().target());
  }
}
