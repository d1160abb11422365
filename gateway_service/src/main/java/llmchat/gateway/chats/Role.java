package llmchat.gateway.chats;

import java.util.Locale;

/** Who said something in a chat. */
public enum Role {
  USER,
  ASSISTANT;

  /** As it stands in JSON and in the database. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
