package llmchat.gateway.keys;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.auth.CallerSource;
import llmchat.gateway.auth.Grant;
import llmchat.gateway.auth.Proof;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.RowId;
import llmchat.gateway.users.OwnedRows;
import org.jdbi.v3.core.Handle;

/**
 * The rows of {@code api_keys}. Methods with a handle block.
 *
 * <p>Only texts with a valid checksum can be keys, unless the database has adopted keys of another
 * format. This is checked once at start, since only a migration adopts keys.
 */
public final class ApiKeys implements CallerSource, OwnedRows {
  private static final String OF_A_SIGN_UP = "First key";

  private final boolean anyAdopted;

  private ApiKeys(boolean anyAdopted) {
    this.anyAdopted = anyAdopted;
  }

  /** Checks whether the database has adopted keys; blocks, for use at start. */
  public static ApiKeys open(Database database) {
    return new ApiKeys(
        database.read(ApiKeys::anyAdopted).toCompletionStage().toCompletableFuture().join());
  }

  /** Adds the key of a sign-up, named "{@value #OF_A_SIGN_UP}". */
  public void addFirst(Handle handle, String userId, IssuedKey key, long now) {
    add(handle, userId, key, OF_A_SIGN_UP, now);
  }

  /** Adds a key and returns its id. */
  String add(Handle handle, String userId, IssuedKey key, String name, long now) {
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

  @Override
  public boolean recognises(String text) {
    Optional<KeyKind> kind = KeyFormat.kindOf(text);
    return kind.isPresent() ? kind.get() == KeyKind.API_KEY : anyAdopted && !text.isEmpty();
  }

  /** The key's owner; empty if it is unknown or revoked. */
  @Override
  public Optional<Grant> find(Handle handle, KeyHash hash, Instant now) {
    return handle
        .createQuery(
            """
            select id, user_id, coalesce(last_used_at, 0) from api_keys
            where hash = :hash and revoked_at is null
            """)
        .bind("hash", hash.bytes())
        .map((row, context) ->
            new Grant(
                row.getString(2),
                new Proof.ApiKey(row.getString(1)),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.MAX))
        .findOne();
  }

  @Override
  public void touch(Handle handle, KeyHash hash, Instant now) {
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

  /** The user's keys that are not revoked, newest first. */
  List<ListedKey> list(Handle handle, String userId) {
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

  Optional<ListedKey> find(Handle handle, String userId, String id) {
    return list(handle, userId).stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Renames a key; false if the user has no such key. */
  boolean rename(Handle handle, String userId, String id, String name) {
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

  /** Revokes a key and returns its hash; empty if the user has no such key. */
  Optional<KeyHash> revoke(Handle handle, String userId, String id, long now) {
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

  /** Removes all keys of a user, including revoked ones. */
  @Override
  public void removeOf(Handle handle, String userId) {
    handle
        .createUpdate("delete from api_keys where user_id = :user")
        .bind("user", userId)
        .execute();
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

  private static boolean anyAdopted(Handle handle) {
    return handle
        .select("select 1 from api_keys where public_id is null limit 1")
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
