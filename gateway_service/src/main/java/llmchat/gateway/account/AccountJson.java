package llmchat.gateway.account;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.auth.ListedKey;
import llmchat.gateway.auth.ListedSession;
import llmchat.gateway.limits.Standing;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The account's parts as JSON; times are milliseconds since 1970. */
final class AccountJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private AccountJson() {}

  static Buffer me(Caller caller, OfferedModels models, List<Standing> limits) {
    ObjectNode me =
        JSON.createObjectNode()
            .put("username", caller.username())
            .put("admin", caller.isAdmin())
            .put("signed_in_by", signedInBy(caller))
            .put("demo", models.demo())
            .put("default_model", models.defaultModel());
    models.names().forEach(me.putArray("models")::add);
    ArrayNode all = me.putArray("limits");
    for (Standing standing : limits) {
      all.addObject()
          .put("limit", standing.limit().calls())
          .put("window_seconds", standing.limit().window().toSeconds())
          .put("used", standing.used())
          .put("resets_in_seconds", secondsUp(standing.reset()));
    }
    return bytes(me);
  }

  static Buffer sessions(List<ListedSession> sessions) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode all = json.putArray("sessions");
    for (ListedSession session : sessions) {
      all.addObject()
          .put("created_at", session.createdAt().toEpochMilli())
          .put("last_seen", session.lastSeen().toEpochMilli())
          .put("expires_at", session.expiresAt().toEpochMilli())
          .put("current", session.current());
    }
    return bytes(json);
  }

  static Buffer keys(List<ListedKey> keys) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode all = json.putArray("keys");
    keys.forEach(key -> all.add(node(key)));
    return bytes(json);
  }

  static Buffer key(ListedKey key) {
    return bytes(node(key));
  }

  /** A key on the one occasion on which all of it is shown. */
  static Buffer newKey(ListedKey key, String text) {
    return bytes(node(key).put("key", text));
  }

  static Buffer endedSessions(int number) {
    return bytes(JSON.createObjectNode().put("ended_sessions", number));
  }

  static Buffer message(String text) {
    return bytes(JSON.createObjectNode().put("message", text));
  }

  static Buffer signUp(boolean open) {
    return bytes(JSON.createObjectNode().put("signup", open ? "open" : "closed"));
  }

  private static ObjectNode node(ListedKey key) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", key.id())
            .put("name", key.name())
            .put("begins", key.begins())
            .put("ends", key.ends())
            .put("created_at", key.createdAt().toEpochMilli());
    key.lastUsed()
        .ifPresentOrElse(
            used -> json.put("last_used_at", used.toEpochMilli()),
            () -> json.putNull("last_used_at"));
    return json;
  }

  private static String signedInBy(Caller caller) {
    return switch (caller.kind()) {
      case ADMIN -> "admin";
      case KEY -> "key";
      case SESSION -> "session";
    };
  }

  private static long secondsUp(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }

  private static Buffer bytes(ObjectNode json) {
    return Buffer.buffer(JSON.writeValueAsBytes(json));
  }
}
