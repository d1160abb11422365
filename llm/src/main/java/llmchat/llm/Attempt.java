package llmchat.llm;

import java.util.Optional;

/**
 * One attempt to send a call to one target.
 *
 * @param target where the call was sent
 * @param status the HTTP status of the reply; 0 if there was none
 * @param failure why there was no reply
 * @param sentNanos when the call was sent, in nanoseconds of the event loop's monotonic clock
 * @param answeredNanos when the reply, or the first event of a stream, arrived; same clock
 */
public record Attempt(
    TargetName target, int status, Optional<Failure> failure, long sentNanos, long answeredNanos) {
  /** The attempt that led to this reply. */
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
