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
  JSON(
      "application/json",
      "llm-chat.json",
      new JsonText()
          .beginObject()
          .text("format", "llm-chat")
          .number("version", 1)
          .beginArray("chats")
          .toString(),
      ",",
      "]}",
      "]}",
      true) {
    @Override
    Buffer chatBegin(Chat chat, Optional<Long> shown) {
      Buffer whole = JsonBody.of(new ChatJson.Exported(ChatJson.of(chat), shown, List.of()));
      return whole.slice(0, whole.length() - chatEnd().length());
    }

    @Override
    void append(Buffer bytes, Message message, boolean first) {
      bytes.appendString(first ? "" : ",").appendBuffer(JsonBody.of(MessageJson.of(message)));
    }
  },

  /** The branches that are shown. */
  MARKDOWN("text/markdown; charset=utf-8", "llm-chat.md", "", "\n---\n\n", "", "", false) {
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
  };

  private final String contentType;
  private final String fileName;
  private final String begin;
  private final String between;
  private final String end;
  private final String chatEnd;
  private final boolean allBranches;

  ExportFormat(
      String contentType,
      String fileName,
      String begin,
      String between,
      String end,
      String chatEnd,
      boolean allBranches) {
    this.contentType = contentType;
    this.fileName = fileName;
    this.begin = begin;
    this.between = between;
    this.end = end;
    this.chatEnd = chatEnd;
    this.allBranches = allBranches;
  }

  Map<String, String> headers() {
    return Map.of(
        "content-type",
        contentType,
        "content-disposition",
        "attachment; filename=\"" + fileName + "\"");
  }

  /** What the file begins with. */
  String begin() {
    return begin;
  }

  /** What stands between two chats. */
  String between() {
    return between;
  }

  /** What the file ends with. */
  String end() {
    return end;
  }

  /** What a chat ends with, after its messages. */
  String chatEnd() {
    return chatEnd;
  }

  /** Whether messages of all branches are exported, or only those that are shown. */
  boolean allBranches() {
    return allBranches;
  }

  /** What a chat begins with, before its messages; {@code shown} is the last one that is shown. */
  abstract Buffer chatBegin(Chat chat, Optional<Long> shown);

  /** Appends a message; {@code first}: the first one of its chat. */
  abstract void append(Buffer bytes, Message message, boolean first);
}
