package llmchat.gateway.auth;

import java.util.ArrayList;
import java.util.List;
import llmchat.gateway.store.KeyHash;
import org.jdbi.v3.core.Handle;

/**
 * Removes every row that belongs to a user, of all features, in the order in which rows name each
 * other. A new table with rows of users belongs into this list.
 */
final class AccountRemoval {
  private static final List<String> STATEMENTS =
      List.of(
          // Waits for a message that is being added to a chat, and lets no other one be.
          "update chats set updated_at = updated_at where user_id = :user",
          "delete from messages where chat_id in (select id from chats where user_id = :user)",
          "delete from chats where user_id = :user");

  private AccountRemoval() {}

  /** Removes them; gives the hashes of the keys and sessions that were good. */
  static List<KeyHash> remove(Handle handle, String userId) {
    List<KeyHash> ended = new ArrayList<>();
    // A name that nobody can have; nothing new can be added for the user from here on.
    if (Users.takeName(handle, userId, "\u0001" + userId)) {
      for (String statement : STATEMENTS) {
        handle.createUpdate(statement).bind("user", userId).execute();
      }
      ended.addAll(Sessions.removeAll(handle, userId));
      ended.addAll(ApiKeys.removeAll(handle, userId));
      Users.remove(handle, userId);
    }
    return ended;
  }
}
