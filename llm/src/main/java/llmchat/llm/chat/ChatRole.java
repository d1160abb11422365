package llmchat.llm.chat;

import java.util.Locale;

/** Who said something in a chat. */
public enum ChatRole {
  USER,
  ASSISTANT;

  /** As it stands in JSON and in the database. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads what {@link #text} wrote. */
  public static ChatRole of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
