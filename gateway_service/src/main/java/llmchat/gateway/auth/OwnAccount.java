package llmchat.gateway.auth;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.KeyHash;
import llmchat.llm.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do with the own account: see and end sessions, change the password, delete
 * everything. What ends here is good for nothing in this process at once, in others within a
 * minute.
 *
 * <p>Futures fail as {@link Database} says, and with {@link PasswordsBusyException} where a
 * password is asked for. Thread-safe; nothing here blocks.
 */
public final class OwnAccount {
  private final Database database;
  private final Passwords passwords;
  private final Callers callers;
  private final Sessions sessions;
  private final InstantSource time;

  /** What became of something that the password was asked for. */
  public sealed interface Outcome {}

  /**
   * It is done.
   *
   * @param ended how many sessions ended with it, and for a deletion keys
   */
  public record Done(int ended) implements Outcome {}

  /** The password is not the account's; nothing was done. */
  public record WrongPassword() implements Outcome {}

  /** Wires it. */
  public OwnAccount(
      Database database,
      Passwords passwords,
      Callers callers,
      SessionLifetime lifetime,
      InstantSource time) {
    this.database = database;
    this.passwords = passwords;
    this.callers = callers;
    this.sessions = new Sessions(lifetime);
    this.time = time;
  }

  /**
   * The sessions that are not over, the newest first.
   *
   * @param current the hash of what the caller presents
   */
  public Future<List<ListedSession>> sessions(String userId, KeyHash current) {
    return database.read(handle -> sessions.list(handle, userId, current, time.instant()));
  }

  /** Ends all sessions but the current one; gives how many those were. */
  public Future<Integer> endOtherSessions(String userId, KeyHash current) {
    return database
        .write(handle -> sessions.endOthers(handle, userId, current, time.instant()))
        .map(this::forgotten);
  }

  /** Changes the password and ends all sessions but the current one. API keys stay good. */
  public Future<Outcome> changePassword(
      String userId, Secret password, Secret newPassword, KeyHash current) {
    return checked(userId, password)
        .compose(hash ->
            hash.isEmpty()
                ? Future.succeededFuture(new WrongPassword())
                : passwords
                    .hash(newPassword)
                    .compose(newHash -> changeHash(userId, hash.get(), newHash, current)));
  }

  /** Deletes the account with its keys, sessions and chats; there is no way back. */
  public Future<Outcome> delete(String userId, Secret password) {
    return checked(userId, password)
        .compose(hash ->
            hash.isEmpty()
                ? Future.succeededFuture(new WrongPassword())
                : database
                    .write(handle -> AccountRemoval.remove(handle, userId))
                    .map(ended -> new Done(forgotten(ended))));
  }

  private Future<Outcome> changeHash(String userId, String hash, String newHash, KeyHash current) {
    return database
        .write(handle ->
            Users.rehash(handle, userId, hash, newHash)
                ? Optional.of(sessions.endOthers(handle, userId, current, time.instant()))
                : Optional.<List<KeyHash>>empty())
        .map(ended -> ended.isPresent() ? new Done(forgotten(ended.get())) : new WrongPassword());
  }

  /** The stored hash that the password is right for; empty if it is wrong. */
  private Future<Optional<String>> checked(String userId, Secret password) {
    return database
        .read(handle -> Users.withId(handle, userId))
        .compose(user -> {
          @Nullable String hash = user.map(Users.User::passwordHash).orElse(null);
          return hash == null
              ? passwords.verifyNobody(password).map(mismatch -> Optional.<String>empty())
              : passwords
                  .verify(password, hash)
                  .map(verdict ->
                      verdict == Verdict.MISMATCH ? Optional.<String>empty() : Optional.of(hash));
        });
  }

  private int forgotten(List<KeyHash> ended) {
    ended.forEach(callers::invalidate);
    return ended.size();
  }
}
