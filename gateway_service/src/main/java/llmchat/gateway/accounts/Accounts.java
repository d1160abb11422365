package llmchat.gateway.accounts;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import llmchat.gateway.accounts.PasswordCheck.Passed;
import llmchat.gateway.keys.ApiKeys;
import llmchat.gateway.keys.IssuedKey;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.gateway.sessions.OwnSessions;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.Workers;
import llmchat.gateway.users.Users;
import llmchat.llm.Holder;
import llmchat.llm.Secret;

/**
 * Sign-up and login.
 *
 * <p>Futures complete on the caller's Vert.x context; besides the store's failures ({@link
 * Database}) they fail with {@link PasswordsBusyException}. Thread-safe; nothing here blocks.
 */
final class Accounts {
  private static final SignUp NAME_TAKEN = new SignUp.NameTaken();
  private static final LogIn REFUSED = new LogIn.Refused();

  private final Database database;
  private final Passwords passwords;
  private final PasswordPlaces places;
  private final PasswordCheck check;
  private final ApiKeys keys;
  private final OwnSessions sessions;
  private final InstantSource time;

  /** Sign-ups in progress, so that concurrent ones for the same name cost one hash. */
  private final ConcurrentMap<String, CompletableFuture<SignUp>> signingUp =
      new ConcurrentHashMap<>();

  /** Sign-up adds a key to those keys, login a session to those sessions. */
  public Accounts(
      Database database,
      Passwords passwords,
      PasswordPlaces places,
      ApiKeys keys,
      OwnSessions sessions,
      InstantSource time) {
    this.database = database;
    this.passwords = passwords;
    this.places = places;
    this.check = new PasswordCheck(database, passwords);
    this.keys = keys;
    this.sessions = sessions;
    this.time = time;
  }

  /** Creates an account with one API key. Of several with the same name exactly one succeeds. */
  public Future<SignUp> signUp(Credentials credentials, Holder caller) {
    CompletableFuture<SignUp> mine = new CompletableFuture<>();
    CompletableFuture<SignUp> others = signingUp.putIfAbsent(credentials.username(), mine);
    if (others != null) {
      return Workers.onCallersContext(others).map(theirs -> NAME_TAKEN);
    }
    return signUpAlone(credentials, caller)
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
   * Starts a session. If the password is right but its hash is outdated (bcrypt of an adopted
   * account), the hash is replaced.
   */
  public Future<LogIn> logIn(Credentials credentials, Holder caller) {
    return places.logIns().during(caller, () -> logIn(credentials));
  }

  private Future<LogIn> logIn(Credentials credentials) {
    if (!credentials.canExist()) {
      return passwords.verifyNobody(credentials.password()).map(mismatch -> REFUSED);
    }
    return check
        .ofName(credentials.username(), credentials.password())
        .compose(passed ->
            passed.isEmpty()
                ? Future.succeededFuture(REFUSED)
                : begin(passed.get(), credentials.password()));
  }

  private Future<SignUp> signUpAlone(Credentials credentials, Holder caller) {
    return database
        .read(handle -> Users.named(handle, credentials.username()).isPresent())
        .compose(taken ->
            taken
                ? Future.succeededFuture(NAME_TAKEN)
                : places
                    .signUps()
                    .during(caller, () -> passwords.hash(credentials.password()))
                    .compose(hash -> add(credentials.username(), hash)));
  }

  private Future<SignUp> add(String username, String passwordHash) {
    IssuedKey key = KeyFormat.issue(KeyKind.API_KEY);
    return database.write(handle -> {
      long now = time.millis();
      Optional<String> id = Users.add(handle, username, passwordHash, now);
      id.ifPresent(user -> keys.addFirst(handle, user, key, now));
      return id.<SignUp>map(user -> new SignUp.Created(user, key.text())).orElse(NAME_TAKEN);
    });
  }

  private Future<LogIn> begin(Passed passed, Secret password) {
    Future<?> upToDate =
        passed.outdated() ? rehash(passed, password) : Future.succeededFuture(passed);
    return upToDate.transform(tried -> sessions.begin(passed.userId())).map(LogIn.LoggedIn::new);
  }

  /** A failure does no harm: the next login tries again. */
  private Future<Boolean> rehash(Passed passed, Secret password) {
    return passwords
        .hash(password)
        .compose(newHash ->
            database.write(
                handle -> Users.rehash(handle, passed.userId(), passed.hash(), newHash)));
  }
}
