package llmchat.gateway.chats;

import java.time.Instant;
import java.util.List;
import llmchat.llm.chat.ChatRole;

/**
 * A chat with all of its messages, for export.
 *
 * @param messages all of its branches, oldest message first
 * @param shown the messages of the shown branch, oldest first
 */
public record ExportedChat(Chat chat, List<Message> messages, List<Message> shown) {
  public ExportedChat {
    messages = List.copyOf(messages);
    shown = List.copyOf(shown);
  }

  /** The branch that is shown, for people. */
  public String markdown() {
    StringBuilder text = new StringBuilder("# ").append(oneLine(chat.title().orElse("Chat")));
    text.append("\n\n*").append(Instant.ofEpochMilli(chat.createdAt())).append("*\n");
    chat.systemPrompt()
        .ifPresent(prompt -> text.append("\n## System\n\n").append(prompt).append('\n'));
    for (Message message : shown) {
      text.append(message.role() == ChatRole.USER ? "\n## You\n\n" : "\n## Assistant\n\n");
      text.append(message.text()).append('\n');
      if (message.status() != Status.COMPLETE) {
        text.append("\n*(").append(message.status().text()).append(")*\n");
      }
    }
    return text.toString();
  }

  private static String oneLine(String title) {
    return title.replaceAll("\\s+", " ");
  }
}
