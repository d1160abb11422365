package llmchat.gateway.generation;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * What the followers of an answer receive. The buffers are whole events of the stream; all
 * followers share them, and nobody changes them.
 */
sealed interface AnswerEvent {
  /** The answer at its start, and the question that it answers, as JSON. */
  record Started(Buffer json) implements AnswerEvent {}

  /**
   * More text.
   *
   * @param begin length of the text before this piece, in UTF-16 units
   * @param end length of the text including this piece
   */
  record Text(Buffer event, int begin, int end) implements AnswerEvent {}

  /** More text than one event holds: to be fetched. */
  record Grown() implements AnswerEvent {}

  /**
   * The text after a position that a follower has asked from.
   *
   * @param text empty if there is none
   * @param more whether there is more after it
   */
  record Missed(Optional<Text> text, boolean more) implements AnswerEvent {}

  /**
   * The final answer.
   *
   * @param length of its text, in UTF-16 units
   */
  record Ended(Buffer event, int length) implements AnswerEvent {}
}
