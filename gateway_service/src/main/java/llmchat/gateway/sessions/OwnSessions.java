package llmchat.gateway.sessions;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.keys.IssuedKey;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.KeyHash;

/**
 * The sessions of a user: start, list and end them. A session that ends is invalid in this process
 * at once, in others within a minute. Futures fail as {@link Database} says. Thread-safe.
 */
public final class OwnSessions {
  private final Database database;
  private final Sessions sessions;
  private final Callers callers;
  private final InstantSource time;

  /** With the sessions in those rows. */
  public OwnSessions(Database database, Sessions sessions, Callers callers, InstantSource time) {
    this.database = database;
    this.sessions = sessions;
    this.callers = callers;
    this.time = time;
  }

  /** Starts a session for a user who has just logged in. */
  public Future<NewSession> begin(String userId) {
    IssuedKey token = KeyFormat.issue(KeyKind.SESSION);
    return database.write(handle ->
        new NewSession(token.text(), sessions.begin(handle, userId, token.hash(), time.instant())));
  }

  /** Ends the session of a token; does nothing if it has ended already. */
  public Future<Void> end(String token) {
    KeyHash hash = KeyHash.of(token);
    return database
        .write(handle -> {
          sessions.end(handle, hash);
          return true;
        })
        .onSuccess(ended -> callers.invalidate(hash))
        .mapEmpty();
  }

  /**
   * The sessions that have not ended, newest first.
   *
   * @param current the hash of the token that the caller presents
   */
  Future<List<ListedSession>> list(String userId, KeyHash current) {
    return database.read(handle -> sessions.list(handle, userId, current, time.instant()));
  }

  /** Ends all sessions except the current one; returns their number. */
  Future<Integer> endOthers(String userId, KeyHash current) {
    return database
        .write(handle -> sessions.endOthers(handle, userId, current, time.instant()))
        .onSuccess(ended -> ended.forEach(callers::invalidate))
        .map(List::size);
  }
}
