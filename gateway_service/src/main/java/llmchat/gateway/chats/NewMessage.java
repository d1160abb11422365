package llmchat.gateway.chats;

import java.util.Optional;
import llmchat.llm.chat.ChatRole;
import llmchat.llm.chat.Turn;

/**
 * A message to add to the tree of a chat.
 *
 * @param parentId the message that it follows; empty for a first message
 * @param createdAt in milliseconds since 1970
 */
record NewMessage(
    Optional<Long> parentId,
    ChatRole role,
    String text,
    Status status,
    Optional<String> error,
    Optional<String> model,
    long createdAt) {

  /** A new question. */
  static NewMessage question(Optional<Long> parentId, String text, long now) {
    return new NewMessage(
        parentId, ChatRole.USER, text, Status.COMPLETE, Optional.empty(), Optional.empty(), now);
  }

  /** A running answer, without text yet. */
  static NewMessage answering(long questionId, String model, long now) {
    return new NewMessage(
        Optional.of(questionId),
        ChatRole.ASSISTANT,
        "",
        Status.ANSWERING,
        Optional.empty(),
        Optional.of(model),
        now);
  }

  /** A turn of the first API, which is stored when it is complete. */
  static NewMessage complete(Optional<Long> parentId, Turn turn, long now) {
    return new NewMessage(
        parentId,
        turn.role(),
        turn.text(),
        Status.COMPLETE,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  /** A message of an import, below its parent's new id. */
  static NewMessage imported(Optional<Long> parentId, Message message) {
    return new NewMessage(
        parentId,
        message.role(),
        message.text(),
        message.status(),
        message.error(),
        message.model(),
        message.createdAt());
  }
}
