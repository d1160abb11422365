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
 * The API keys of a user, in the user's hands. Every query carries the user, so somebody else's key
 * looks exactly like one that does not exist. Futures fail as {@link Database} says. Thread-safe.
 */
final class OwnKeys {
  /** Keys a user may have at one time. */
  static final int MAX_KEYS = 50;

  private final Database database;
  private final ApiKeys keys;
  private final Callers callers;
  private final InstantSource time;

  /** What became of the wish for one more key. */
  sealed interface Added {}

  /**
   * It is there.
   *
   * @param key to be shown to its owner; it cannot be had a second time
   */
  record New(ListedKey listed, Secret key) implements Added {}

  /** There are {@link #MAX_KEYS} already. */
  record TooMany() implements Added {}

  OwnKeys(Database database, ApiKeys keys, Callers callers, InstantSource time) {
    this.database = database;
    this.keys = keys;
    this.callers = callers;
    this.time = time;
  }

  /** Those that are not revoked, the newest first. */
  Future<List<ListedKey>> list(String userId) {
    return database.read(handle -> keys.list(handle, userId));
  }

  /** Makes one more. */
  Future<Added> add(String userId, String name) {
    IssuedKey key = KeyFormat.issue(KeyKind.API_KEY);
    return database.write(handle -> {
      // One after the other for each user, so that none is counted too few.
      Users.lock(handle, userId);
      if (keys.list(handle, userId).size() >= MAX_KEYS) {
        return new TooMany();
      }
      String id = keys.add(handle, userId, key, name, time.millis());
      return new New(keys.find(handle, userId, id).orElseThrow(), key.text());
    });
  }

  /** Gives one another name; nothing if the user has no such key. */
  Future<Optional<ListedKey>> rename(String userId, String id, String name) {
    if (!RowId.isOne(id)) {
      return Future.succeededFuture(Optional.empty());
    }
    return database.write(handle ->
        keys.rename(handle, userId, id, name) ? keys.find(handle, userId, id) : Optional.empty());
  }

  /**
   * Ends one for good, here at once and in other processes within a minute; false if the user has
   * no such key.
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
