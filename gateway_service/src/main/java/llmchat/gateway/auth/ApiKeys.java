package llmchat.gateway.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.RowId;
import org.jdbi.v3.core.Handle;

/** The rows of {@code api_keys}. */
final class ApiKeys {

  /** A key that is good; never used means used in 1970. */
  record Found(Caller caller, Instant lastUsed) {}

  private ApiKeys() {}

  /** Adds a key under the name that keys of a sign-up have. */
  static void add(Handle handle, String userId, IssuedKey key, long now) {
    add(handle, userId, key, "First key", now);
  }

  /** Adds a key and returns its id. */
  static String add(Handle handle, String userId, IssuedKey key, String name, long now) {
    String id = RowId.next();
    handle
        .createUpdate(
            """
            insert into api_keys (id, user_id, hash, public_id, last4, name, created_at)
            values (:id, :user, :hash, :publicId, :last4, :name, :now)
            """)
        .bind("id", id)
        .bind("user", userId)
        .bind("hash", key.hash().bytes())
        .bind("publicId", key.publicId())
        .bind("last4", key.last4())
        .bind("name", name)
        .bind("now", now)
        .execute();
    return id;
  }

  /** Whose key this is, unless it is revoked. */
  static Optional<Found> find(Handle handle, KeyHash hash) {
    return handle
        .createQuery(
            """
            select u.id, u.username, coalesce(k.last_used_at, 0)
            from api_keys k join users u on u.id = k.user_id
            where k.hash = :hash and k.revoked_at is null
            """)
        .bind("hash", hash.bytes())
        .map((row, context) ->
            new Found(
                new Caller(row.getString(1), row.getString(2), Caller.Kind.KEY),
                Instant.ofEpochMilli(row.getLong(3))))
        .findOne();
  }

  static void touch(Handle handle, KeyHash hash, Instant now) {
    handle
        .createUpdate(
            """
            update api_keys set last_used_at = :now
            where hash = :hash and coalesce(last_used_at, 0) < :now
            """)
        .bind("hash", hash.bytes())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** The user's keys that are not revoked, the newest first. */
  static List<ListedKey> list(Handle handle, String userId) {
    return handle
        .createQuery(
            """
            select id, name, public_id, last4, created_at, last_used_at from api_keys
            where user_id = :user and revoked_at is null order by created_at desc, id
            """)
        .bind("user", userId)
        .map((row, context) -> listed(row))
        .list();
  }

  static Optional<ListedKey> find(Handle handle, String userId, String id) {
    return list(handle, userId).stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Gives a key another name; false if the user has no such key. */
  static boolean rename(Handle handle, String userId, String id, String name) {
    return handle
            .createUpdate(
                """
                update api_keys set name = :name
                where id = :id and user_id = :user and revoked_at is null
                """)
            .bind("name", name)
            .bind("id", id)
            .bind("user", userId)
            .execute()
        == 1;
  }

  /** Ends a key for good; gives its hash, nothing if the user has no such key. */
  static Optional<KeyHash> revoke(Handle handle, String userId, String id, long now) {
    return handle
        .createQuery(
            """
            update api_keys set revoked_at = :now
            where id = :id and user_id = :user and revoked_at is null returning hash
            """)
        .bind("now", now)
        .bind("id", id)
        .bind("user", userId)
        .map((row, context) -> KeyHash.read(row.getBytes(1)))
        .findOne();
  }

  /** Removes all keys of a user, revoked ones too; gives their hashes. */
  static List<KeyHash> removeAll(Handle handle, String userId) {
    return handle
        .createQuery("delete from api_keys where user_id = :user returning hash")
        .bind("user", userId)
        .map((row, context) -> KeyHash.read(row.getBytes(1)))
        .list();
  }

  private static ListedKey listed(ResultSet row) throws SQLException {
    String publicId = row.getString("public_id");
    long lastUsed = row.getLong("last_used_at");
    return new ListedKey(
        row.getString("id"),
        row.getString("name"),
        publicId == null ? "" : KeyKind.API_KEY.prefix() + publicId,
        row.getString("last4"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        lastUsed == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastUsed)));
  }

  /** Whether keys were adopted whose form is not ours; migrations alone bring them. */
  static boolean anyAdopted(Handle handle) {
    return handle
        .select("select 1 from api_keys where public_id is null limit 1")
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
