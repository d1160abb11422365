package llmchat.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import llmchat.gateway.accounts.Credentials.Valid;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.auth.Proof;
import llmchat.gateway.auth.Role;
import llmchat.gateway.keys.ApiKeys;
import llmchat.gateway.sessions.NewSession;
import llmchat.gateway.sessions.OwnSessions;
import llmchat.gateway.sessions.SessionLifetime;
import llmchat.gateway.sessions.Sessions;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.ManualTime;
import llmchat.gateway.store.Vendor;
import llmchat.llm.Holder;
import llmchat.llm.Secret;
import llmchat.server.load.LoadGuard;
import llmchat.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class AccountsTest {
  private static final SessionLifetime LIFETIME = SessionLifetime.of(Duration.ofDays(7));

  /** The C library's bcrypt of "correct horse". */
  private static final String BCRYPT =
      "$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";

  @TempDir Path folder;

  private final Vendor vendor;
  private final ManualTime time = new ManualTime();
  private final Passwords passwords = new Passwords(2);
  private final PasswordPlaces places = PasswordPlaces.open(new LoadGuard(pool -> {}), 2);
  private Database database;
  private ApiKeys keys;
  private Callers callers;
  private OwnSessions sessions;
  private Accounts accounts;

  AccountsTest(Vendor vendor) {
    this.vendor = vendor;
  }

  @BeforeEach
  void open() {
    database = vendor.open(folder, time);
    keys = ApiKeys.open(database);
    Sessions rows = new Sessions(LIFETIME);
    callers = new Callers(database, Optional.empty(), List.of(keys, rows), time.clocks());
    sessions = new OwnSessions(database, rows, callers, time);
    accounts = new Accounts(database, passwords, places, keys, sessions, time);
  }

  @AfterEach
  void close() {
    database.close();
    passwords.close();
  }

  @Test
  void signsUpWithAKeyThatWorks() {
    SignUp.Created created = signUp("ann");
    Proof proof = new Proof.ApiKey(storedKeyId());
    assertThat(Await.value(callers.find(created.apiKey().reveal())))
        .contains(new Caller(created.userId(), "ann", Role.USER, proof));
  }

  @Test
  void takesANameOnceInAllItsUnicodeSpellings() {
    signUp("e\u0301va");
    assertThat(
            Await.value(
                accounts.signUp(credentials("\u00e9va", "another password"), Holder.SERVICE)))
        .isEqualTo(new SignUp.NameTaken());
    signUp("Eva");
    signUp("eva");
  }

  @Test
  void ofFiftySignUpsAtOnceExactlyOneSucceeds() {
    Accounts otherGateway = new Accounts(database, passwords, places, keys, sessions, time);
    List<Future<SignUp>> asked =
        IntStream.range(0, 50)
            .mapToObj(i ->
                (i % 2 == 0 ? accounts : otherGateway)
                    .signUp(
                        credentials(i % 3 == 0 ? "e\u0301va" : "\u00e9va", "password " + i),
                        Holder.SERVICE))
            .toList();
    List<SignUp> outcomes = Await.values(asked);
    assertThat(outcomes).filteredOn(SignUp.Created.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(SignUp.NameTaken.class::isInstance).hasSize(49);
  }

  @Test
  void logsInWithATokenThatWorksWhereAKeyDoes() {
    SignUp.Created created = signUp("ann");
    NewSession session = logIn("ann", "correct horse");
    assertThat(session.expiresAt()).isEqualTo(time.instant().plus(Duration.ofDays(7)));
    assertThat(Await.value(callers.find(session.token().reveal())))
        .contains(new Caller(created.userId(), "ann", Role.USER, new Proof.Session()));
  }

  @Test
  void refusesWrongPasswordsAndUnknownNamesAlike() {
    signUp("ann");
    for (Credentials wrong :
        List.of(
            credentials("ann", "wrong horse"),
            credentials("bob", "correct horse"),
            presented("", "x"),
            presented("a\0b", "correct horse"),
            presented("\ud83d", "correct horse"),
            presented("ann", "p".repeat(2_000)),
            presented("n".repeat(9_999), "correct horse"))) {
      assertThat(Await.value(accounts.logIn(wrong, Holder.SERVICE))).isEqualTo(new LogIn.Refused());
    }
  }

  @Test
  void replacesAnAdoptedHashAtTheFirstLogIn() {
    Await.value(
        database.write(handle ->
            handle.execute(
                "insert into users (id, username, password_hash, created_at) values ('1', 'ann', ?, 0)",
                BCRYPT)));
    assertThat(Await.value(accounts.logIn(credentials("ann", "wrong horse"), Holder.SERVICE)))
        .isEqualTo(new LogIn.Refused());
    assertThat(storedHash()).isEqualTo(BCRYPT);
    logIn("ann", "correct horse");
    assertThat(storedHash()).startsWith("$argon2id$");
    logIn("ann", "correct horse");
  }

  @Test
  void refusesAnAccountWithoutPasswordAndTheAdminsRow() {
    Await.value(
        database.write(handle ->
            handle.execute("insert into users (id, username, created_at) values ('1', 'ann', 0)")));
    assertThat(Await.value(accounts.logIn(credentials("ann", "correct horse"), Holder.SERVICE)))
        .isEqualTo(new LogIn.Refused());
  }

  @Test
  void logsOutAtOnce() {
    signUp("ann");
    String token = logIn("ann", "correct horse").token().reveal();
    assertThat(Await.value(callers.find(token))).isPresent();
    Await.value(sessions.end(token).map(true));
    assertThat(Await.value(callers.find(token))).isEmpty();
    Await.value(sessions.end(token).map(true));
  }

  @Test
  void endsSessionsAfterSevenDaysEvenWhenBusy() {
    signUp("ann");
    String token = logIn("ann", "correct horse").token().reveal();
    for (int hours = 0; hours < 7 * 24; hours += 8) {
      assertThat(Await.value(callers.find(token))).as("after %d hours", hours).isPresent();
      lastSeenIsNow();
      time.advance(Duration.ofHours(8));
    }
    assertThat(Await.value(callers.find(token))).isEmpty();
  }

  @Test
  void endsSessionsThatWereIdleForTwelveHours() {
    signUp("ann");
    String token = logIn("ann", "correct horse").token().reveal();
    assertThat(Await.value(callers.find(token))).isPresent();
    time.advance(Duration.ofHours(12));
    assertThat(Await.value(callers.find(token))).isEmpty();
  }

  @Test
  void keepsNeitherKeysNorTokensNorPasswordsInClear() {
    String key = signUp("ann").apiKey().reveal();
    String token = logIn("ann", "correct horse").token().reveal();
    String everything =
        Await.value(
            database.read(handle ->
                handle.select("select * from users").mapToMap().list().toString()
                    + handle.select("select * from api_keys").mapToMap().list()
                    + handle.select("select * from sessions").mapToMap().list()));
    assertThat(everything).contains("ann").doesNotContain(key, token, "correct horse");
  }

  private SignUp.Created signUp(String name) {
    return (SignUp.Created)
        Await.value(accounts.signUp(credentials(name, "correct horse"), Holder.SERVICE));
  }

  private NewSession logIn(String name, String password) {
    return ((LogIn.LoggedIn)
            Await.value(accounts.logIn(credentials(name, password), Holder.SERVICE)))
        .session();
  }

  private static Credentials credentials(String name, String password) {
    return ((Valid) Credentials.check(name, password)).credentials();
  }

  /** As they are at a log-in: not checked against the rules of a sign-up. */
  private static Credentials presented(String name, String password) {
    return new Credentials(name, new Secret(password));
  }

  private String storedKeyId() {
    return Await.value(
        database.read(
            handle -> handle.select("select id from api_keys").mapTo(String.class).one()));
  }

  private String storedHash() {
    return Await.value(
        database.read(handle ->
            handle
                .select("select password_hash from users where username = 'ann'")
                .mapTo(String.class)
                .one()));
  }

  /** The touch of a session runs behind the look-up; this waits until it is written. */
  private void lastSeenIsNow() {
    long now = time.millis();
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!seenAt(now)) {
      assertThat(System.nanoTime()).as("last_seen was not written").isLessThan(end);
    }
  }

  private boolean seenAt(long now) {
    return Await.value(
        database.read(handle ->
            handle.select("select last_seen from sessions").mapTo(Long.class).one() == now));
  }
}
