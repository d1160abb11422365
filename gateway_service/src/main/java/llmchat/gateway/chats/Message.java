package llmchat.gateway.chats;

import java.util.List;
import java.util.Optional;
import llmchat.llm.chat.ChatRole;

/**
 * One message in the tree of questions and answers of a chat.
 *
 * @param parentId the message that it follows; empty for a first message, of which there may be
 *     several
 * @param error what went wrong, for a failed answer
 * @param model the model that answered
 * @param createdAt in milliseconds since 1970
 * @param siblings the ids of all messages with the same parent, this one included, oldest first
 */
public record Message(
    long id,
    Optional<Long> parentId,
    ChatRole role,
    String text,
    Status status,
    Optional<String> error,
    Optional<String> model,
    long createdAt,
    List<Long> siblings) {
  public Message {
    siblings = List.copyOf(siblings);
  }

  /** This message with other siblings. */
  public Message among(List<Long> those) {
    return new Message(id, parentId, role, text, status, error, model, createdAt, those);
  }

  /** This message with another text, status and error. */
  public Message now(String newText, Status newStatus, Optional<String> newError) {
    return new Message(
        id, parentId, role, newText, newStatus, newError, model, createdAt, siblings);
  }
}
