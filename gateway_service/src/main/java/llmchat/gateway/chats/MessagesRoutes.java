package llmchat.gateway.chats;

import java.util.Optional;
import llmchat.gateway.auth.Authentication;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
              .map(MessagesRoutes::json);
        });
  }

  private static JsonNode json(UserChats.Page page) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    ArrayNode array = json.putArray("messages");
    page.messages().forEach(message -> array.add(ChatJson.of(message)));
    return json.put("older", page.older().orElse(null));
  }
}
