package llmchat.gateway.chats;

import java.util.List;
import java.util.Optional;
import llmchat.llm.chat.ChatRole;

/**
 * One message of a chat, in the tree that its questions and answers form.
 *
 * @param parentId what it follows; empty for the first of its chat, of which there may be several
 * @param error what went wrong, for a failed answer
 * @param model who answered
 * @param createdAt in milliseconds since 1970
 * @param siblings all messages that follow the same one, itself included, oldest first
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

  /** The same among these siblings. */
  public Message among(List<Long> those) {
    return new Message(id, parentId, role, text, status, error, model, createdAt, those);
  }

  /** The same as it stands now. */
  public Message now(String newText, Status newStatus, Optional<String> newError) {
    return new Message(
        id, parentId, role, newText, newStatus, newError, model, createdAt, siblings);
  }
}
