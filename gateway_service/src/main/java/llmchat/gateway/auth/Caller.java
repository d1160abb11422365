package llmchat.gateway.auth;

import java.util.Optional;

/**
 * An authenticated caller.
 *
 * @param userId the id that limits, chats and usage refer to
 * @param username for display; never empty
 */
public record Caller(String userId, String username, Role role, Proof proof) {

  /** The holder of the admin key; the first migration creates its row. */
  public static final Caller ADMIN = new Caller("admin", "admin", Role.ADMIN, new Proof.AdminKey());

  /** Whether the caller may do what only an administrator may. */
  public boolean isAdmin() {
    return role == Role.ADMIN;
  }

  /** The id of the API key that was presented; empty for a session or the admin key. */
  public Optional<String> keyId() {
    return proof instanceof Proof.ApiKey(String id) ? Optional.of(id) : Optional.empty();
  }
}
