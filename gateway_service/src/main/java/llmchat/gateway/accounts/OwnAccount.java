package llmchat.gateway.accounts;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.sessions.Sessions;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.users.Users;
import llmchat.llm.Secret;

/**
 * Changes the password of the caller's own account, or deletes the account. Both require the
 * current password. Sessions and keys that end are invalid in this process at once, in others
 * within a minute.
 *
 * <p>Futures fail as {@link Database} says, and with {@link PasswordsBusyException}. Thread-safe;
 * nothing here blocks.
 */
final class OwnAccount {
  private final Database database;
  private final Passwords passwords;
  private final PasswordCheck check;
  private final Callers callers;
  private final Sessions sessions;
  private final AccountRemoval removal;
  private final InstantSource time;

  /** The outcome of an action that requires the password. */
  sealed interface Outcome {}

  /**
   * The action succeeded.
   *
   * @param endedSessions number of other sessions that a new password ended; 0 for a deletion
   */
  record Done(int endedSessions) implements Outcome {}

  /** The password was wrong; nothing was changed. */
  record WrongPassword() implements Outcome {}

  OwnAccount(
      Database database,
      Passwords passwords,
      Callers callers,
      Sessions sessions,
      AccountRemoval removal,
      InstantSource time) {
    this.database = database;
    this.passwords = passwords;
    this.check = new PasswordCheck(database, passwords);
    this.callers = callers;
    this.sessions = sessions;
    this.removal = removal;
    this.time = time;
  }

  /**
   * Changes the password and ends all sessions but the current one. API keys stay valid.
   *
   * @param current the hash of the token that the caller presents
   */
  Future<Outcome> changePassword(
      String userId, Secret password, Secret newPassword, KeyHash current) {
    return check
        .ofUser(userId, password)
        .compose(passed ->
            passed.isEmpty()
                ? Future.succeededFuture(new WrongPassword())
                : passwords
                    .hash(newPassword)
                    .compose(newHash -> replace(userId, passed.get().hash(), newHash, current)));
  }

  /** Deletes the account with everything that belongs to it, for good. */
  Future<Outcome> delete(String userId, Secret password) {
    return check
        .ofUser(userId, password)
        .compose(passed ->
            passed.isEmpty()
                ? Future.succeededFuture(new WrongPassword())
                : removal.remove(userId).map(removed -> new Done(0)));
  }

  private Future<Outcome> replace(String userId, String hash, String newHash, KeyHash current) {
    return database
        .write(handle ->
            Users.rehash(handle, userId, hash, newHash)
                ? Optional.of(sessions.endOthers(handle, userId, current, time.instant()))
                : Optional.<List<KeyHash>>empty())
        .map(ended -> ended.isPresent() ? done(ended.get()) : new WrongPassword());
  }

  private Done done(List<KeyHash> ended) {
    ended.forEach(callers::invalidate);
    return new Done(ended.size());
  }
}
