package llmchat.gateway.chats;

import java.util.Optional;

/** The running answers of this gateway, by chat. Any thread. */
public interface RunningAnswers {
  /** The id of the generation that runs in the chat; empty if none does. */
  Optional<String> ofChat(String chatId);

  /** Stops the answer that runs in the chat, if any. */
  void stop(String chatId);

  /** Stops all running answers of a user, whose account is deleted. */
  void stopAllOf(String userId);
}
