package llmchat.gateway.chats;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.chat.ChatRole;
import llmchat.llm.json.JsonText;
import llmchat.server.http.JsonBody;

/** How an export is written: as JSON that can be imported, or as Markdown for people. */
enum ExportFormat {
  /** {@code {"format", "version", "chats": [{…, "current", "messages": […]}]}}, all branches. */
  JSON("application/json", "llm-chat.json") {
    @Override
    String begin() {
      return new JsonText()
          .beginObject()
          .text("format", "llm-chat")
          .number("version", 1)
          .beginArray("chats")
          .toString();
    }

    @Override
    String between() {
      return ",";
    }

    @Override
    String end() {
      return "]}";
    }

    @Override
    boolean allBranches() {
      return true;
    }

    @Override
    Buffer chatBegin(Chat chat, Optional<Long> shown) {
      Buffer whole = JsonBody.of(new ChatJson.Exported(ChatJson.of(chat), shown, List.of()));
      return whole.slice(0, whole.length() - chatEnd().length());
    }

    @Override
    void append(Buffer bytes, Message message, boolean first) {
      bytes.appendString(first ? "" : ",").appendBuffer(JsonBody.of(MessageJson.of(message)));
    }

    @Override
    String chatEnd() {
      return "]}";
    }
  },

  /** The branches that are shown. */
  MARKDOWN("text/markdown; charset=utf-8", "llm-chat.md") {
    @Override
    String begin() {
      return "";
    }

    @Override
    String between() {
      return "\n---\n\n";
    }

    @Override
    String end() {
      return "";
    }

    @Override
    boolean allBranches() {
      return false;
    }

    @Override
    Buffer chatBegin(Chat chat, Optional<Long> shown) {
      String title = chat.title().orElse("Chat").replaceAll("\\s+", " ");
      Buffer text = Buffer.buffer("# " + title);
      text.appendString("\n\n*" + Instant.ofEpochMilli(chat.createdAt()) + "*\n");
      chat.systemPrompt().ifPresent(prompt -> text.appendString("\n## System\n\n" + prompt + "\n"));
      return text;
    }

    @Override
    void append(Buffer bytes, Message message, boolean first) {
      bytes.appendString(message.role() == ChatRole.USER ? "\n## You\n\n" : "\n## Assistant\n\n");
      bytes.appendString(message.text()).appendString("\n");
      if (message.status() != Status.COMPLETE) {
        bytes.appendString("\n*(" + message.status().text() + ")*\n");
      }
    }

    @Override
    String chatEnd() {
      return "";
    }
  };

  private final String contentType;
  private final String fileName;

  ExportFormat(String contentType, String fileName) {
    this.contentType = contentType;
    this.fileName = fileName;
  }

  Map<String, String> headers() {
    return Map.of(
        "content-type",
        contentType,
        "content-disposition",
        "attachment; filename=\"" + fileName + "\"");
  }

  abstract String begin();

  abstract String between();

  abstract String end();

  /** Whether messages of all branches are exported, or only those that are shown. */
  abstract boolean allBranches();

  abstract Buffer chatBegin(Chat chat, Optional<Long> shown);

  abstract void append(Buffer bytes, Message message, boolean first);

  abstract String chatEnd();
}
