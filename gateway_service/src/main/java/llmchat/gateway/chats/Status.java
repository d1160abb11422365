package llmchat.gateway.chats;

import java.util.Locale;

/** The status of a message; questions are always complete. */
public enum Status {
  COMPLETE,
  /** The model is still writing. */
  ANSWERING,
  /** Its user stopped it; the text up to then is kept. */
  STOPPED,
  /** The call failed; the text up to then is kept. */
  FAILED,
  /** The gateway ended meanwhile; the text up to then is kept. */
  INTERRUPTED;

  /** As in JSON and in the database: in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Status of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
