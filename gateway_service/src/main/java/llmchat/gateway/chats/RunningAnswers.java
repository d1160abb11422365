package llmchat.gateway.chats;

import java.util.Optional;

/** The answers that models are writing now, as the list of chats sees them. Any thread. */
public interface RunningAnswers {
  /** Identifies the answer that is being written in the chat, if one is. */
  Optional<String> ofChat(String chatId);

  /** Stops the answer that is being written in the chat, if one is. */
  void stop(String chatId);

  /** Stops all answers of a user whose account is gone. */
  void stopAllOf(String userId);
}
