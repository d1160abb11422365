package llmchat.gateway.keys;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import llmchat.gateway.users.Users;
import llmchat.llm.Secret;

/**
 * The API keys of a user: list, add, rename and revoke them. Every query names the user, so another
 * user's key looks exactly like one that does not exist. Futures fail as {@link Database} says.
 * Thread-safe.
 */
final class OwnKeys {
  /** The most keys that a user may have at the same time. */
  static final int MAX_KEYS = 50;

  private final Database database;
  private final ApiKeys keys;
  private final Callers callers;
  private final InstantSource time;

  /** The outcome of adding a key. */
  sealed interface Added {}

  /**
   * The key was added.
   *
   * @param key to show to its owner; it cannot be retrieved again
   */
  record New(ListedKey listed, Secret key) implements Added {}

  /** The user has {@link #MAX_KEYS} keys already. */
  record TooMany() implements Added {}

  OwnKeys(Database database, ApiKeys keys, Callers callers, InstantSource time) {
    this.database = database;
    this.keys = keys;
    this.callers = callers;
    this.time = time;
  }

  /** The keys that are not revoked, newest first. */
  Future<List<ListedKey>> list(String userId) {
    return database.read(handle -> keys.list(handle, userId));
  }

  /** Creates a key. */
  Future<Added> add(String userId, String name) {
    IssuedKey key = KeyFormat.issue(KeyKind.API_KEY);
    return database.write(handle -> {
      // So that concurrent additions cannot exceed the limit.
      Users.lock(handle, userId);
      if (keys.list(handle, userId).size() >= MAX_KEYS) {
        return new TooMany();
      }
      String id = keys.add(handle, userId, key, name, time.millis());
      return new New(keys.find(handle, userId, id).orElseThrow(), key.text());
    });
  }

  /** Renames a key; empty if the user has no such key. */
  Future<Optional<ListedKey>> rename(String userId, String id, String name) {
    if (!RowId.isOne(id)) {
      return Future.succeededFuture(Optional.empty());
    }
    return database.write(handle ->
        keys.rename(handle, userId, id, name) ? keys.find(handle, userId, id) : Optional.empty());
  }

  /**
   * Revokes a key, in this process at once and in others within a minute; false if the user has no
   * such key.
   */
  Future<Boolean> revoke(String userId, String id) {
    if (!RowId.isOne(id)) {
      return Future.succeededFuture(false);
    }
    return database
        .write(handle -> keys.revoke(handle, userId, id, time.millis()))
        .map(revoked -> {
          revoked.ifPresent(callers::invalidate);
          return revoked.isPresent();
        });
  }
}
