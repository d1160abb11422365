package llmchat.gateway.chats;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/**
 * A chat as JSON.
 *
 * @param createdAt in milliseconds since 1970, as {@code updatedAt} is
 */
record ChatJson(
    String id,
    Optional<String> title,
    Optional<String> model,
    Optional<String> systemPrompt,
    boolean pinned,
    long createdAt,
    long updatedAt) {

  static ChatJson of(Chat chat) {
    return new ChatJson(
        chat.id(),
        chat.title(),
        chat.model(),
        chat.systemPrompt(),
        chat.pinned(),
        chat.createdAt(),
        chat.updatedAt());
  }

  /** A chat in a list; with the id of the answer that is being written in it, if one is. */
  record Listed(@JsonUnwrapped ChatJson chat, Optional<String> generation) {
    static Listed of(Chat chat, RunningAnswers running) {
      return new Listed(ChatJson.of(chat), running.ofChat(chat.id()));
    }
  }

  /**
   * A chat in an export, which can be imported again.
   *
   * @param current the last message that is shown
   * @param messages of all branches, oldest first
   */
  record Exported(
      @JsonUnwrapped ChatJson chat, Optional<Long> current, List<MessageJson> messages) {}
}
