package llmchat.gateway.chats;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/**
 * A message as JSON.
 *
 * @param createdAt in milliseconds since 1970
 */
public record MessageJson(
    long id,
    Optional<Long> parentId,
    String role,
    String text,
    String status,
    Optional<String> error,
    Optional<String> model,
    long createdAt) {

  static MessageJson of(Message message) {
    return new MessageJson(
        message.id(),
        message.parentId(),
        message.role().text(),
        message.text(),
        message.status().text(),
        message.error(),
        message.model(),
        message.createdAt());
  }

  /**
   * A message in the tree of its chat.
   *
   * @param siblings all messages that follow the same one, itself included, oldest first
   */
  public record InTree(@JsonUnwrapped MessageJson message, List<Long> siblings) {
    public InTree {
      siblings = List.copyOf(siblings);
    }

    public static InTree of(Message message) {
      return new InTree(MessageJson.of(message), message.siblings());
    }
  }
}
