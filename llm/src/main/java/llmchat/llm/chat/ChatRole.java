package llmchat.llm.chat;

import java.util.Locale;

/** The author of a message in a chat. */
public enum ChatRole {
  USER,
  ASSISTANT;

  /** The name in JSON and in the database. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The inverse of {@link #text}. */
  public static ChatRole of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
