package llmchat.gateway.chats;

/** A file that cannot be imported; the message names the field, fit for the client's eyes. */
public final class BadImportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadImportException(String message) {
    super(message);
  }
}
