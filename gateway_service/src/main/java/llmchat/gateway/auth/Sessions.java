package llmchat.gateway.auth;

import java.time.Instant;
import java.util.Optional;
import llmchat.gateway.store.KeyHash;
import org.jdbi.v3.core.Handle;

/** The rows of {@code sessions}. */
final class Sessions {

  /** A session that counts. */
  record Session(Caller caller, Instant expiresAt, Instant lastSeen) {}

  private final SessionLifetime lifetime;

  Sessions(SessionLifetime lifetime) {
    this.lifetime = lifetime;
  }

  /** Adds a session, and removes those of the same user that are over. */
  Instant begin(Handle handle, String userId, KeyHash hash, Instant now) {
    removeOver(handle, userId, now);
    Instant expiresAt = now.plus(lifetime.absolute());
    handle
        .createUpdate(
            """
            insert into sessions (hash, user_id, created_at, expires_at, last_seen)
            values (:hash, :user, :now, :expires, :now)
            """)
        .bind("hash", hash.bytes())
        .bind("user", userId)
        .bind("now", now.toEpochMilli())
        .bind("expires", expiresAt.toEpochMilli())
        .execute();
    return expiresAt;
  }

  /** The session, unless it is unknown or over. */
  Optional<Session> find(Handle handle, KeyHash hash, Instant now) {
    return handle
        .createQuery(
            """
            select u.id, u.username, s.expires_at, s.last_seen
            from sessions s join users u on u.id = s.user_id
            where s.hash = :hash and s.expires_at > :now and s.last_seen > :idleSince
            """)
        .bind("hash", hash.bytes())
        .bind("now", now.toEpochMilli())
        .bind("idleSince", idleSince(now))
        .map((row, context) ->
            new Session(
                new Caller(row.getString(1), row.getString(2), Caller.Kind.SESSION),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4))))
        .findOne();
  }

  void touch(Handle handle, KeyHash hash, Instant now) {
    handle
        .createUpdate(
            "update sessions set last_seen = :now where hash = :hash and last_seen < :now")
        .bind("hash", hash.bytes())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Removes a session, so that its token is good for nothing. */
  void end(Handle handle, KeyHash hash) {
    handle
        .createUpdate("delete from sessions where hash = :hash")
        .bind("hash", hash.bytes())
        .execute();
  }

  private void removeOver(Handle handle, String userId, Instant now) {
    handle
        .createUpdate(
            """
            delete from sessions
            where user_id = :user and (expires_at <= :now or last_seen <= :idleSince)
            """)
        .bind("user", userId)
        .bind("now", now.toEpochMilli())
        .bind("idleSince", idleSince(now))
        .execute();
  }

  private long idleSince(Instant now) {
    return now.minus(lifetime.idle()).toEpochMilli();
  }
}
