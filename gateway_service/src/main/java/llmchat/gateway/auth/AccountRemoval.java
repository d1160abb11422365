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
          // What they hold may be much: it is removed right after, a part at a time, as deleted
          // chats
          // are. Nobody's they can be meanwhile, for a chat has a user; the admin sees none that is
          // deleted, and can bring none back that was deleted in 1970.
          "update chats set user_id = 'admin', deleted_at = 0 where user_id = :user");

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
