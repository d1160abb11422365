package llmchat.gateway.auth;

/**
 * Who makes a call.
 *
 * @param userId the id that limits, chats and usage are kept under
 * @param username for logs and people; never empty
 */
public record Caller(String userId, String username, Kind kind) {

  /** The holder of the admin key; its row is made by the first migration. */
  public static final Caller ADMIN = new Caller("admin", "admin", Kind.ADMIN);

  /** By what the caller proved who it is. */
  public enum Kind {
    ADMIN,
    KEY,
    SESSION
  }

  public boolean isAdmin() {
    return kind == Kind.ADMIN;
  }
}
