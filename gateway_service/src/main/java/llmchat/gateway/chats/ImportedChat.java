package llmchat.gateway.chats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import llmchat.llm.chat.ChatRole;
import llmchat.server.form.BoundedJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chat read from an export. Its ids are those of the file and are replaced when it is stored.
 *
 * @param messages each one after its parent
 * @param current a message of the branch to show; empty for the newest branch
 */
record ImportedChat(Chat chat, List<Message> messages, Optional<Long> current) {
  /** Bounded, so that a file of many tiny values cannot fill the heap. */
  private static final JsonMapper JSON = BoundedJson.withTokens(1_000_000);

  private static final int VERSION = 1;

  private static final long LATEST = 253_402_300_799_999L; // the year 9999

  ImportedChat {
    messages = List.copyOf(messages);
  }

  /**
   * Reads {@code {"chats": […]}} in UTF-8, as exported.
   *
   * @throws BadImportException if it is not an export
   */
  static List<ImportedChat> all(byte[] bytes) {
    JsonNode file = tree(bytes);
    JsonNode version = file.path("version");
    if (!version.isMissingNode() && version.asInt(0) != VERSION) {
      throw new BadImportException("The file has a version that is not known here: " + version);
    }
    if (!file.path("chats").isArray()) {
      throw new BadImportException("This is not an LLM Chat export: it has no list 'chats'.");
    }
    List<ImportedChat> chats = new ArrayList<>();
    for (JsonNode chat : file.path("chats")) {
      chats.add(of(chat, "chats[" + chats.size() + "]"));
    }
    return chats;
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (StreamConstraintsException tooMuch) {
      throw new BadImportException(
          "The file has more than about 40,000 messages. Import it in parts.");
    } catch (JacksonException broken) {
      throw new BadImportException("The file is not JSON.");
    }
  }

  private static ImportedChat of(JsonNode json, String where) {
    Set<Long> seen = new HashSet<>();
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : json.path("messages")) {
      messages.add(message(message, where + ".messages[" + messages.size() + "]", seen));
    }
    long created = time(json.path("created_at"), where + ".created_at");
    Chat chat =
        new Chat(
            "",
            text(json.path("title"), where + ".title", 200),
            text(json.path("model"), where + ".model", 200),
            text(json.path("system_prompt"), where + ".system_prompt", 100_000),
            json.path("pinned").asBoolean(false),
            created,
            Math.max(created, time(json.path("updated_at"), where + ".updated_at")));
    JsonNode current = json.path("current");
    return new ImportedChat(chat, messages, Optional.of(current.asLong(0)).filter(seen::contains));
  }

  private static Message message(JsonNode json, String where, Set<Long> seen) {
    JsonNode id = json.path("id");
    JsonNode parent = json.path("parent_id");
    if (!id.isIntegralNumber() || !id.canConvertToLong() || !seen.add(id.asLong())) {
      throw new BadImportException(where + ".id must be a number that no other message has.");
    }
    if (!parent.isNull()
        && !parent.isMissingNode()
        && (!parent.isIntegralNumber()
            || parent.asLong(-1) == id.asLong()
            || !seen.contains(parent.asLong(-1)))) {
      throw new BadImportException(where + ".parent_id must be the id of an earlier message.");
    }
    Status status = read(Status.values(), json.path("status"), where + ".status");
    return new Message(
        id.asLong(),
        parent.isIntegralNumber() ? Optional.of(parent.asLong()) : Optional.empty(),
        read(ChatRole.values(), json.path("role"), where + ".role"),
        json.path("text").asString(""),
        status == Status.ANSWERING ? Status.INTERRUPTED : status,
        text(json.path("error"), where + ".error", 10_000),
        text(json.path("model"), where + ".model", 200),
        time(json.path("created_at"), where + ".created_at"),
        List.of());
  }

  private static <E extends Enum<E>> E read(E[] values, JsonNode json, String where) {
    for (E value : values) {
      if (value.name().equalsIgnoreCase(json.asString(""))) {
        return value;
      }
    }
    throw new BadImportException(where + " must be one of " + List.of(values) + ".");
  }

  private static Optional<String> text(JsonNode json, String where, int longest) {
    if (json.isNull() || json.isMissingNode()) {
      return Optional.empty();
    }
    if (!json.isString() || json.asString().length() > longest) {
      throw new BadImportException(
          where + " must be a string of at most " + longest + " characters.");
    }
    return Optional.of(json.asString()).filter(text -> !text.isBlank());
  }

  private static long time(JsonNode json, String where) {
    long time = json.asLong(-1);
    if (time < 0 || time > LATEST) {
      throw new BadImportException(where + " must be a time in milliseconds since 1970.");
    }
    return time;
  }
}
