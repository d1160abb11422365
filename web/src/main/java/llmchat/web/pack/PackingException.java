package llmchat.web.pack;

/** The page cannot be packed; the message names the file and what is wrong with it. */
public final class PackingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PackingException(String message) {
    super(message);
  }
}
