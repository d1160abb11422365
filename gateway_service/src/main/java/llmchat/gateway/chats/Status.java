package llmchat.gateway.chats;

import java.util.Locale;

/** How a message stands; questions are always complete. */
public enum Status {
  COMPLETE,
  /** The model is still speaking. */
  ANSWERING,
  /** Its reader stopped it. */
  STOPPED,
  /** The model or the way to it failed; what came until then is kept. */
  FAILED,
  /** The gateway was stopped meanwhile; what came until then is kept. */
  INTERRUPTED;

  /** As it stands in JSON and in the database. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Status of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
