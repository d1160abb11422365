package llmchat.gateway.chats;

import java.util.Optional;
import llmchat.gateway.store.RowId;

/**
 * A position in the list of chats: after the chat with these values. Clients receive it as text and
 * send it back to get the next page.
 */
public record ChatCursor(int pinned, long updatedAt, String id) {
  /** Before all chats. */
  static final ChatCursor BEGIN = new ChatCursor(2, Long.MAX_VALUE, "");

  /** After that chat. */
  public static ChatCursor after(Chat chat) {
    return new ChatCursor(chat.pinned() ? 1 : 0, chat.updatedAt(), chat.id());
  }

  /** Parses the text; empty if it is not a cursor. */
  public static Optional<ChatCursor> of(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || !parts[0].matches("[01]") || !parts[1].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return RowId.isOne(parts[2])
        ? Optional.of(new ChatCursor(parts[0].charAt(0) - '0', Long.parseLong(parts[1]), parts[2]))
        : Optional.empty();
  }

  /** The text for clients. */
  public String text() {
    return pinned + "." + updatedAt + "." + id;
  }
}
