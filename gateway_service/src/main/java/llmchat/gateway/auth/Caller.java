package llmchat.gateway.auth;

import java.util.Optional;

/**
 * Who makes a call.
 *
 * @param userId the id that limits, chats and usage are kept under
 * @param username for logs and people; never empty
 */
public record Caller(String userId, String username, Role role, Proof proof) {

  /** The holder of the admin key; its row is made by the first migration. */
  public static final Caller ADMIN = new Caller("admin", "admin", Role.ADMIN, new Proof.AdminKey());

  /** Whether the caller may do what only an administrator may. */
  public boolean isAdmin() {
    return role == Role.ADMIN;
  }

  /** The id of the API key that the call is made with; empty for a session and the admin key. */
  public Optional<String> keyId() {
    return proof instanceof Proof.ApiKey(String id) ? Optional.of(id) : Optional.empty();
  }
}
