package llmchat.gateway.chats;

import java.util.List;

/**
 * A page of a user's chats.
 *
 * @param more whether there may be chats after the last one
 */
record ChatPage(List<Chat> chats, boolean more) {
  ChatPage {
    chats = List.copyOf(chats);
  }
}
