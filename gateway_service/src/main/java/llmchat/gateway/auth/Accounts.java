package llmchat.gateway.auth;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Accounts: sign-up, log-in, log-out.
 *
 * <p>Futures complete on the caller's Vert.x context; besides the store's failures ({@link
 * Database}) they fail with {@link PasswordsBusyException}. Thread-safe; nothing here blocks.
 */
public final class Accounts {
  private static final SignUp NAME_TAKEN = new SignUp.NameTaken();
  private static final LogIn REFUSED = new LogIn.Refused();

  private final Database database;
  private final Passwords passwords;
  private final Callers callers;
  private final Sessions sessions;
  private final InstantSource time;

  /** Names that are being signed up here, so that a rush for one name costs one hash. */
  private final ConcurrentMap<String, CompletableFuture<SignUp>> signingUp =
      new ConcurrentHashMap<>();

  public Accounts(
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

  /** Makes an account with one API key. Of several with the same name exactly one succeeds. */
  public Future<SignUp> signUp(Credentials credentials) {
    CompletableFuture<SignUp> mine = new CompletableFuture<>();
    CompletableFuture<SignUp> others = signingUp.putIfAbsent(credentials.username(), mine);
    if (others != null) {
      return Workers.onCallersContext(others).map(theirs -> NAME_TAKEN);
    }
    return signUpAlone(credentials)
        .onComplete(result -> {
          signingUp.remove(credentials.username(), mine);
          if (result.succeeded()) {
            mine.complete(result.result());
          } else {
            mine.completeExceptionally(result.cause());
          }
        });
  }

  /**
   * Begins a session. A right password whose hash is old (bcrypt of an adopted account) is hashed
   * anew on the way.
   */
  public Future<LogIn> logIn(Credentials credentials) {
    if (!credentials.canExist()) {
      return passwords.verifyNobody(credentials.password()).map(mismatch -> REFUSED);
    }
    return database
        .read(handle -> Users.find(handle, credentials.username()))
        .compose(user -> logIn(credentials, user));
  }

  /** Ends the session of a token; one that is not there has ended already. */
  public Future<Void> logOut(String token) {
    KeyHash hash = KeyHash.of(token);
    return database
        .write(handle -> {
          sessions.end(handle, hash);
          return true;
        })
        .onSuccess(ended -> callers.invalidate(token))
        .mapEmpty();
  }

  private Future<SignUp> signUpAlone(Credentials credentials) {
    return database
        .read(handle -> Users.isTaken(handle, credentials.username()))
        .compose(taken ->
            taken
                ? Future.succeededFuture(NAME_TAKEN)
                : passwords
                    .hash(credentials.password())
                    .compose(hash -> add(credentials.username(), hash)));
  }

  private Future<SignUp> add(String username, String passwordHash) {
    IssuedKey key = KeyFormat.issue(KeyKind.API_KEY);
    return database.write(handle -> {
      long now = time.millis();
      Optional<String> id = Users.add(handle, username, passwordHash, now);
      id.ifPresent(user -> ApiKeys.add(handle, user, key, now));
      return id.<SignUp>map(user -> new SignUp.Created(user, key.text())).orElse(NAME_TAKEN);
    });
  }

  private Future<LogIn> logIn(Credentials credentials, Optional<Users.User> user) {
    @Nullable String hash = user.map(Users.User::passwordHash).orElse(null);
    if (user.isEmpty() || hash == null) {
      return passwords.verifyNobody(credentials.password()).map(mismatch -> REFUSED);
    }
    String id = user.get().id();
    return passwords
        .verify(credentials.password(), hash)
        .compose(verdict ->
            switch (verdict) {
              case MISMATCH -> Future.succeededFuture(REFUSED);
              case MATCH -> beginSession(id);
              case MATCH_REHASH ->
                  rehash(credentials, id, hash).transform(tried -> beginSession(id));
            });
  }

  private Future<LogIn> beginSession(String userId) {
    IssuedKey token = KeyFormat.issue(KeyKind.SESSION);
    return database.write(handle -> {
      Instant expiresAt = sessions.begin(handle, userId, token.hash(), time.instant());
      return new LogIn.LoggedIn(token.text(), expiresAt);
    });
  }

  /** May fail without harm: the next log-in tries again. */
  private Future<Boolean> rehash(Credentials credentials, String userId, String oldHash) {
    return passwords
        .hash(credentials.password())
        .compose(
            newHash -> database.write(handle -> Users.rehash(handle, userId, oldHash, newHash)));
  }
}
