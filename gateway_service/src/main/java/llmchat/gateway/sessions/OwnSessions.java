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
 * The sessions of a user, in the user's hands. What ends here is good for nothing in this process
 * at once, in others within a minute. Futures fail as {@link Database} says. Thread-safe.
 */
public final class OwnSessions {
  private final Database database;
  private final Sessions sessions;
  private final Callers callers;
  private final InstantSource time;

  /** The sessions in those rows. */
  public OwnSessions(Database database, Sessions sessions, Callers callers, InstantSource time) {
    this.database = database;
    this.sessions = sessions;
    this.callers = callers;
    this.time = time;
  }

  /** Begins one for a user who has just proved who it is. */
  public Future<NewSession> begin(String userId) {
    IssuedKey token = KeyFormat.issue(KeyKind.SESSION);
    return database.write(handle ->
        new NewSession(token.text(), sessions.begin(handle, userId, token.hash(), time.instant())));
  }

  /** Ends the one of a token; one that is not there has ended already. */
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
   * Those that are not over, the newest first.
   *
   * @param current the hash of what the caller presents
   */
  Future<List<ListedSession>> list(String userId, KeyHash current) {
    return database.read(handle -> sessions.list(handle, userId, current, time.instant()));
  }

  /** Ends all but the current one; returns how many those were. */
  Future<Integer> endOthers(String userId, KeyHash current) {
    return database
        .write(handle -> sessions.endOthers(handle, userId, current, time.instant()))
        .onSuccess(ended -> ended.forEach(callers::invalidate))
        .map(List::size);
  }
}
