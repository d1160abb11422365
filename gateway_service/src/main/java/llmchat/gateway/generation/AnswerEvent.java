package llmchat.gateway.generation;

import llmchat.gateway.chats.Message;

/** What the followers of an answer hear. */
sealed interface AnswerEvent {
  /** The answer as it began, and the question that it answers. */
  record Started(String chatId, long questionId, Message answer) implements AnswerEvent {}

  /**
   * More text.
   *
   * @param end how long the whole text is with it, in UTF-16 units
   */
  record Text(String text, int end) implements AnswerEvent {
    int begin() {
      return end - text.length();
    }
  }

  /** The answer as it stays. */
  record Ended(Message answer) implements AnswerEvent {}
}
