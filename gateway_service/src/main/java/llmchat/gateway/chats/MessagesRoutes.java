package llmchat.gateway.chats;

import java.util.List;
import java.util.Optional;
import llmchat.gateway.auth.Authentication;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;

/** The route that reads the messages of a chat. */
public final class MessagesRoutes {
  private final ApiResponder answering;
  private final UserChats chats;

  /** Wires the routes of one event loop. */
  public MessagesRoutes(Authentication authentication, UserChats chats) {
    this.answering = new ApiResponder(authentication);
    this.chats = chats;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    routes.get("/api/chats/{chat_id}/messages", this::read);
  }

  private void read(Exchange exchange) {
    answering.answerOn(
        exchange,
        200,
        (caller, chatId) -> {
          int limit = ApiResponder.limit(exchange, 50, 500);
          Optional<Long> end = ApiResponder.number(exchange, "end");
          return chats
              .messages(caller.userId(), chatId, end, limit)
              .map(ApiResponder::found)
              .map(Page::of);
        });
  }

  private record Page(List<MessageJson.InTree> messages, Optional<Long> older) {
    static Page of(UserChats.Page page) {
      return new Page(page.messages().stream().map(MessageJson.InTree::of).toList(), page.older());
    }
  }
}
