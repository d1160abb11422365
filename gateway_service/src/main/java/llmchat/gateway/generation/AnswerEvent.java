package llmchat.gateway.generation;

import llmchat.gateway.chats.Message;

/** What the followers of an answer receive. */
sealed interface AnswerEvent {
  /** The answer at its start, and the question that it answers. */
  record Started(String chatId, long questionId, Message answer) implements AnswerEvent {}

  /**
   * More text.
   *
   * @param end length of the whole text including this piece, in UTF-16 units
   */
  record Text(String text, int end) implements AnswerEvent {
    int begin() {
      return end - text.length();
    }
  }

  /** The final answer. */
  record Ended(Message answer) implements AnswerEvent {}
}
