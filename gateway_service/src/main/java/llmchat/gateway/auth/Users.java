package llmchat.gateway.auth;

import java.util.Optional;
import llmchat.gateway.store.RowId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of {@code users}. */
final class Users {

  /** What a log-in needs to know; no hash means that this account cannot log in. */
  record User(String id, @Nullable String passwordHash) {}

  private Users() {}

  static boolean isTaken(Handle handle, String username) {
    return find(handle, username).isPresent();
  }

  static Optional<User> find(Handle handle, String username) {
    return handle
        .createQuery("select id, password_hash from users where username = :username")
        .bind("username", username)
        .map((row, context) -> new User(row.getString("id"), row.getString("password_hash")))
        .findOne();
  }

  static Optional<User> withId(Handle handle, String id) {
    return handle
        .createQuery("select id, password_hash from users where id = :id")
        .bind("id", id)
        .map((row, context) -> new User(row.getString("id"), row.getString("password_hash")))
        .findOne();
  }

  /** Adds an account and returns its id; empty if the name is taken, as the unique index says. */
  static Optional<String> add(Handle handle, String username, String passwordHash, long now) {
    String id = RowId.next();
    int added =
        handle
            .createUpdate(
                """
                insert into users (id, username, password_hash, created_at)
                values (:id, :username, :hash, :now) on conflict (username) do nothing
                """)
            .bind("id", id)
            .bind("username", username)
            .bind("hash", passwordHash)
            .bind("now", now)
            .execute();
    return added == 1 ? Optional.of(id) : Optional.empty();
  }

  /** Replaces a hash; false if it has been replaced meanwhile. */
  static boolean rehash(Handle handle, String id, String oldHash, String newHash) {
    return handle
            .createUpdate(
                "update users set password_hash = :new where id = :id and password_hash = :old")
            .bind("new", newHash)
            .bind("id", id)
            .bind("old", oldHash)
            .execute()
        == 1;
  }

  /** Locks the user against others that do so, until the transaction ends. */
  static void touch(Handle handle, String id) {
    handle
        .createUpdate("update users set created_at = created_at where id = :id")
        .bind("id", id)
        .execute();
  }

  /**
   * Takes the name away, which frees it. It also locks the user until the transaction ends, against
   * new rows that name it too: on PostgreSQL a change to a unique column does that. False if there
   * is no such user.
   */
  static boolean takeName(Handle handle, String id, String instead) {
    return handle
            .createUpdate("update users set username = :name where id = :id")
            .bind("name", instead)
            .bind("id", id)
            .execute()
        == 1;
  }

  static void remove(Handle handle, String id) {
    handle.createUpdate("delete from users where id = :id").bind("id", id).execute();
  }
}
