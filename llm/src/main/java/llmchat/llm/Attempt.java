package llmchat.llm;

import java.util.Optional;

/**
 * One try of a call at one target.
 *
 * @param target who was asked
 * @param status what it answered with; 0 without an answer
 * @param failure why there was no answer
 * @param sentNanos when it was asked
 * @param answeredNanos when the answer, or the first event of it, was there
 */
public record Attempt(
    TargetName target, int status, Optional<Failure> failure, long sentNanos, long answeredNanos) {
  /** How a try ended that got this reply. */
  public static Attempt of(TargetName target, LlmReply reply, long sentNanos, long answeredNanos) {
    return switch (reply) {
      case LlmReply.Whole whole ->
          new Attempt(target, whole.status(), Optional.empty(), sentNanos, answeredNanos);
      case LlmReply.Streamed _ ->
          new Attempt(target, 200, Optional.empty(), sentNanos, answeredNanos);
      case LlmReply.Refused refused ->
          new Attempt(target, refused.status(), Optional.empty(), sentNanos, answeredNanos);
      case LlmReply.Failed failed ->
          new Attempt(target, 0, Optional.of(failed.failure()), sentNanos, answeredNanos);
    };
  }
}
