package llmchat.gateway.generation;

import llmchat.gateway.chats.Message;

/** What the readers of an answer hear. */
sealed interface News {
  /** The answer as it began, and the question that it answers. */
  record Begun(String chatId, long questionId, Message answer) implements News {}

  /**
   * More text.
   *
   * @param end how long the whole text is with it, in UTF-16 units
   */
  record Piece(String text, int end) implements News {
    int begin() {
      return end - text.length();
    }
  }

  /** The answer as it stays. */
  record Over(Message answer) implements News {}
}
