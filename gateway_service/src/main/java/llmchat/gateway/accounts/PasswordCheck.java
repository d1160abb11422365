package llmchat.gateway.accounts;

import io.vertx.core.Future;
import java.util.Optional;
import llmchat.gateway.store.Database;
import llmchat.gateway.users.Users;
import llmchat.gateway.users.Users.User;
import llmchat.llm.Secret;

/**
 * Checks the password of an account, in the same time whether the account exists or not. Futures
 * fail as {@link Database} says, and with {@link PasswordsBusyException}. Thread-safe.
 */
final class PasswordCheck {
  private final Database database;
  private final Passwords passwords;

  PasswordCheck(Database database, Passwords passwords) {
    this.database = database;
    this.passwords = passwords;
  }

  /**
   * The password was right.
   *
   * @param hash the stored hash that it was compared with
   * @param outdated whether the hash is of an older kind and should be replaced
   */
  record Passed(String userId, String hash, boolean outdated) {}

  /** Checks the password of the named user; empty if there is no such user or it is wrong. */
  Future<Optional<Passed>> ofName(String username, Secret password) {
    return database
        .read(handle -> Users.named(handle, username))
        .compose(user -> check(user, password));
  }

  /** Checks the password of the user with that id; empty if there is none or it is wrong. */
  Future<Optional<Passed>> ofUser(String userId, Secret password) {
    return database
        .read(handle -> Users.find(handle, userId))
        .compose(user -> check(user, password));
  }

  private Future<Optional<Passed>> check(Optional<User> user, Secret password) {
    Optional<String> hash = user.flatMap(User::passwordHash);
    return hash.isEmpty()
        ? passwords.verifyNobody(password).map(mismatch -> Optional.empty())
        : passwords
            .verify(password, hash.get())
            .map(verdict -> passed(user.orElseThrow().id(), hash.get(), verdict));
  }

  private static Optional<Passed> passed(String userId, String hash, PasswordVerdict verdict) {
    return switch (verdict) {
      case MISMATCH -> Optional.empty();
      case MATCH -> Optional.of(new Passed(userId, hash, false));
      case MATCH_REHASH -> Optional.of(new Passed(userId, hash, true));
    };
  }
}
