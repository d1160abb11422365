package llmchat.gateway.chats;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chats and messages as JSON of the chat API. */
public final class ChatJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ChatJson() {}

  /** A chat, with the id of the generation that runs in it on this gateway, if any. */
  public static ObjectNode of(Chat chat, Optional<String> generation) {
    return JSON.createObjectNode()
        .put("id", chat.id())
        .put("title", chat.title().orElse(null))
        .put("model", chat.model().orElse(null))
        .put("system_prompt", chat.systemPrompt().orElse(null))
        .put("pinned", chat.pinned())
        .put("created_at", chat.createdAt())
        .put("updated_at", chat.updatedAt())
        .put("generation", generation.orElse(null));
  }

  /** A message. */
  public static ObjectNode of(Message message) {
    ObjectNode json = plain(message);
    ArrayNode siblings = json.putArray("siblings");
    message.siblings().forEach(siblings::add);
    return json;
  }

  /** A message without its siblings, as it is exported. */
  public static ObjectNode plain(Message message) {
    return JSON.createObjectNode()
        .put("id", message.id())
        .put("parent_id", message.parentId().orElse(null))
        .put("role", message.role().text())
        .put("text", message.text())
        .put("status", message.status().text())
        .put("error", message.error().orElse(null))
        .put("model", message.model().orElse(null))
        .put("created_at", message.createdAt());
  }
}
