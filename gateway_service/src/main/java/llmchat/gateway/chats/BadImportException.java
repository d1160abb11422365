package llmchat.gateway.chats;

/** A file cannot be imported. The message names the field and may be shown to the client. */
public final class BadImportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadImportException(String message) {
    super(message);
  }
}
