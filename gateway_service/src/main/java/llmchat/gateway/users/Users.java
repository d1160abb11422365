package llmchat.gateway.users;

import java.text.Normalizer;
import java.util.Optional;
import llmchat.gateway.store.RowId;
import org.jdbi.v3.core.Handle;

/** The rows of {@code users}. Everything here blocks. */
public final class Users {

  /**
   * A user, as needed to check a password.
   *
   * @param passwordHash empty for an account that cannot log in
   */
  public record User(String id, Optional<String> passwordHash) {}

  private Users() {}

  /** The user with that name, which must be in NFC. */
  public static Optional<User> named(Handle handle, String username) {
    return handle
        .createQuery("select id, password_hash from users where username = :username")
        .bind("username", username)
        .map((row, context) ->
            new User(row.getString("id"), Optional.ofNullable(row.getString("password_hash"))))
        .findOne();
  }

  /** The user with that id. */
  public static Optional<User> find(Handle handle, String id) {
    return handle
        .createQuery("select id, password_hash from users where id = :id")
        .bind("id", id)
        .map((row, context) ->
            new User(row.getString("id"), Optional.ofNullable(row.getString("password_hash"))))
        .findOne();
  }

  /** The id of the user with that name, in any Unicode spelling. */
  public static Optional<String> idOf(Handle handle, String username) {
    return named(handle, Normalizer.normalize(username, Normalizer.Form.NFC)).map(User::id);
  }

  /** The name of the user with that id. */
  public static Optional<String> nameOf(Handle handle, String id) {
    return handle
        .createQuery("select username from users where id = :id")
        .bind("id", id)
        .mapTo(String.class)
        .findOne();
  }

  /** Adds a user and returns the id; empty if the unique index has the name already. */
  public static Optional<String> add(
      Handle handle, String username, String passwordHash, long now) {
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

  /** Replaces a password hash; false if it is no longer the old one. */
  public static boolean rehash(Handle handle, String id, String oldHash, String newHash) {
    return handle
            .createUpdate(
                "update users set password_hash = :new where id = :id and password_hash = :old")
            .bind("new", newHash)
            .bind("id", id)
            .bind("old", oldHash)
            .execute()
        == 1;
  }

  /** Locks the user's row until the transaction ends. */
  public static void lock(Handle handle, String id) {
    handle
        .createUpdate("update users set created_at = created_at where id = :id")
        .bind("id", id)
        .execute();
  }

  /**
   * Frees the user's name by replacing it with one that nobody can choose; false if there is no
   * such user. Also locks the user until the transaction ends, even against new rows that refer to
   * it: on PostgreSQL a change to a unique column does that.
   */
  public static boolean freeName(Handle handle, String id) {
    return handle
            .createUpdate("update users set username = :name where id = :id")
            .bind("name", "\u0001" + id)
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Removes the user; no other row may still refer to it. */
  public static void remove(Handle handle, String id) {
    handle.createUpdate("delete from users where id = :id").bind("id", id).execute();
  }
}
