package llmchat.gateway.auth;

import java.util.Optional;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.RowId;
import org.jdbi.v3.core.Handle;

/** The rows of {@code api_keys}. */
final class ApiKeys {
  private ApiKeys() {}

  static void add(Handle handle, String userId, IssuedKey key, long now) {
    handle
        .createUpdate(
            """
            insert into api_keys (id, user_id, hash, public_id, last4, created_at)
            values (:id, :user, :hash, :publicId, :last4, :now)
            """)
        .bind("id", RowId.next())
        .bind("user", userId)
        .bind("hash", key.hash().bytes())
        .bind("publicId", key.publicId())
        .bind("last4", key.last4())
        .bind("now", now)
        .execute();
  }

  /** Whose key this is, unless it is revoked. */
  static Optional<Caller> find(Handle handle, KeyHash hash) {
    return handle
        .createQuery(
            """
            select u.id, u.username from api_keys k join users u on u.id = k.user_id
            where k.hash = :hash and k.revoked_at is null
            """)
        .bind("hash", hash.bytes())
        .map((row, context) -> new Caller(row.getString(1), row.getString(2), Caller.Kind.KEY))
        .findOne();
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
