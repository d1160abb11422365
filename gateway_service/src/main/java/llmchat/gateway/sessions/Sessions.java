package llmchat.gateway.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.auth.CallerSource;
import llmchat.gateway.auth.Grant;
import llmchat.gateway.auth.Proof;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.users.OwnedRows;
import org.jdbi.v3.core.Handle;

/** The rows of {@code sessions}. Methods with a handle block. */
public final class Sessions implements CallerSource, OwnedRows {
  private final SessionLifetime lifetime;

  /** For sessions that last that long. */
  public Sessions(SessionLifetime lifetime) {
    this.lifetime = lifetime;
  }

  /** Adds a session and removes the user's expired ones; returns when it expires. */
  Instant begin(Handle handle, String userId, KeyHash hash, Instant now) {
    removeExpired(handle, userId, now);
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

  @Override
  public boolean recognises(String text) {
    return KeyFormat.kindOf(text).filter(KeyKind.SESSION::equals).isPresent();
  }

  /** The session's owner; empty if it is unknown or has expired. */
  @Override
  public Optional<Grant> find(Handle handle, KeyHash hash, Instant now) {
    return handle
        .createQuery(
            """
            select user_id, last_seen, expires_at from sessions
            where hash = :hash and expires_at > :now and last_seen > :idleSince
            """)
        .bind("hash", hash.bytes())
        .bind("now", now.toEpochMilli())
        .bind("idleSince", idleSince(now))
        .map((row, context) ->
            new Grant(
                row.getString(1),
                new Proof.Session(),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3))))
        .findOne();
  }

  @Override
  public void touch(Handle handle, KeyHash hash, Instant now) {
    handle
        .createUpdate(
            "update sessions set last_seen = :now where hash = :hash and last_seen < :now")
        .bind("hash", hash.bytes())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Removes a session, so that its token is no longer valid. */
  void end(Handle handle, KeyHash hash) {
    handle
        .createUpdate("delete from sessions where hash = :hash")
        .bind("hash", hash.bytes())
        .execute();
  }

  /** The user's sessions that have not expired, newest first. */
  List<ListedSession> list(Handle handle, String userId, KeyHash current, Instant now) {
    return handle
        .createQuery(
            """
            select hash, created_at, last_seen, expires_at from sessions
            where user_id = :user and expires_at > :now and last_seen > :idleSince
            order by created_at desc, expires_at desc
            """)
        .bind("user", userId)
        .bind("now", now.toEpochMilli())
        .bind("idleSince", idleSince(now))
        .map((row, context) ->
            new ListedSession(
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                KeyHash.read(row.getBytes(1)).matches(current)))
        .list();
  }

  /** Removes all sessions of a user but one; returns the hashes of those that had not expired. */
  public List<KeyHash> endOthers(Handle handle, String userId, KeyHash kept, Instant now) {
    removeExpired(handle, userId, now);
    return handle
        .createQuery("delete from sessions where user_id = :user and hash <> :kept returning hash")
        .bind("user", userId)
        .bind("kept", kept.bytes())
        .map((row, context) -> KeyHash.read(row.getBytes(1)))
        .list();
  }

  @Override
  public void removeOf(Handle handle, String userId) {
    handle
        .createUpdate("delete from sessions where user_id = :user")
        .bind("user", userId)
        .execute();
  }

  private void removeExpired(Handle handle, String userId, Instant now) {
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
