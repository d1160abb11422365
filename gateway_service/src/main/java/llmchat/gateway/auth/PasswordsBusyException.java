package llmchat.gateway.auth;

/** More passwords wait to be hashed than the gateway has memory and patience for; try later. */
public final class PasswordsBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PasswordsBusyException() {
    super("too many passwords are being hashed");
  }
}
