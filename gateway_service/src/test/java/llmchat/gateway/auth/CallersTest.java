package llmchat.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import llmchat.gateway.keys.ApiKeys;
import llmchat.gateway.keys.IssuedKey;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.gateway.sessions.SessionLifetime;
import llmchat.gateway.sessions.Sessions;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.ManualTime;
import llmchat.gateway.store.Vendor;
import llmchat.llm.Secret;
import llmchat.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class CallersTest {
  private static final SessionLifetime LIFETIME = SessionLifetime.of(Duration.ofDays(7));
  private static final Secret ADMIN_KEY = new Secret("admin-key-for-this-test");
  private static final Lookup UNKNOWN = new Lookup.Unknown();
  private static final Lookup NOT_CACHED = new Lookup.NotCached();

  @TempDir Path folder;

  private final Vendor vendor;
  private final ManualTime time = new ManualTime();
  private Database database;
  private Callers callers;
  private String key;
  private Caller ann;

  CallersTest(Vendor vendor) {
    this.vendor = vendor;
  }

  @BeforeEach
  void open() {
    database = vendor.open(folder, time);
    IssuedKey issued = KeyFormat.issue(KeyKind.API_KEY);
    key = issued.text().reveal();
    ApiKeys keys = ApiKeys.open(database);
    String keyId =
        Await.value(
            database.write(handle -> {
              handle.execute(
                  "insert into users (id, username, created_at) values ('ann-id', 'ann', 0)");
              keys.addFirst(handle, "ann-id", issued, 0);
              return handle.select("select id from api_keys").mapTo(String.class).one();
            }));
    ann = ann(keyId);
    callers = openCallers();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void knowsTheAdminKeyWithoutTheDatabase() {
    database.close();
    assertThat(callers.findCached(ADMIN_KEY.reveal())).isEqualTo(new Lookup.Known(Caller.ADMIN));
    assertThat(callers.findCached(ADMIN_KEY.reveal() + "x")).isEqualTo(UNKNOWN);
  }

  @Test
  void asksOnceAMinuteAboutAGoodKey() {
    assertThat(callers.findCached(key)).isEqualTo(NOT_CACHED);
    assertThat(Await.value(callers.find(key))).contains(ann);
    time.advance(Duration.ofSeconds(59));
    assertThat(callers.findCached(key)).isEqualTo(new Lookup.Known(ann));
    time.advance(Duration.ofSeconds(1));
    assertThat(callers.findCached(key)).isEqualTo(NOT_CACHED);
  }

  @Test
  void asksEveryTenSecondsAboutAnUnknownKey() {
    String stranger = KeyFormat.issue(KeyKind.API_KEY).text().reveal();
    assertThat(Await.value(callers.find(stranger))).isEmpty();
    time.advance(Duration.ofSeconds(9));
    assertThat(callers.findCached(stranger)).isEqualTo(UNKNOWN);
    time.advance(Duration.ofSeconds(2));
    assertThat(callers.findCached(stranger)).isEqualTo(NOT_CACHED);
  }

  @Test
  void refusesMalformedKeysWithoutTheDatabase() {
    database.close();
    for (String text : List.of("", "x", key.substring(1), key + "0", "sk-0123456789", "\0")) {
      assertThat(Await.value(callers.find(text))).isEmpty();
    }
  }

  @Test
  void trustsAGoodKeyForFiveMinutesWhileTheStoreIsAway() {
    assertThat(Await.value(callers.find(key))).contains(ann);
    String stranger = KeyFormat.issue(KeyKind.API_KEY).text().reveal();
    database.close();
    time.advance(Duration.ofMinutes(4));
    assertThat(Await.value(callers.find(key))).contains(ann);
    assertThat(Await.failure(callers.find(stranger))).as("neither good nor bad").isNotNull();
    time.advance(Duration.ofMinutes(1));
    assertThat(Await.failure(callers.find(key))).as("too long ago").isNotNull();
  }

  @Test
  void refusesARevokedKeyWithinAMinuteAndAtOnceWhenTold() {
    assertThat(Await.value(callers.find(key))).contains(ann);
    Await.value(database.write(handle -> handle.execute("update api_keys set revoked_at = 1")));
    assertThat(callers.findCached(key)).isEqualTo(new Lookup.Known(ann));
    callers.invalidate(key);
    assertThat(Await.value(callers.find(key))).isEmpty();
  }

  @Test
  void forgetsEverythingOfAUserWhoseAccountGoes() {
    assertThat(Await.value(callers.find(key))).contains(ann);
    callers.invalidateAllOf("ben-id");
    assertThat(callers.findCached(key)).isEqualTo(new Lookup.Known(ann));
    callers.invalidateAllOf("ann-id");
    assertThat(callers.findCached(key)).isEqualTo(NOT_CACHED);
  }

  @Test
  void notesTheUseOfAKeyOnceInFiveMinutes() {
    time.advance(Duration.ofDays(1));
    long first = time.millis();
    Await.value(callers.find(key));
    awaitLastUse(first);

    time.advance(Duration.ofMinutes(4));
    Await.value(callers.find(key));
    // Had this use been noted, the next one, a minute and a half later, would not be.
    time.advance(Duration.ofSeconds(90));
    Await.value(callers.find(key));
    awaitLastUse(time.millis());
  }

  /** Nobody waits for the note, so the test asks until it is there. */
  private void awaitLastUse(long millis) {
    long lastUse = -1;
    for (int look = 0; look < 10_000 && lastUse != millis; look++) {
      lastUse =
          Await.value(
              database.read(handle ->
                  handle
                      .select("select coalesce(last_used_at, 0) from api_keys")
                      .mapTo(Long.class)
                      .one()));
    }
    assertThat(lastUse).isEqualTo(millis);
  }

  @Test
  void answersManyCallsThatAskAtOnce() {
    List<Future<Optional<Caller>>> asked =
        IntStream.range(0, 500).mapToObj(_ -> callers.find(key)).toList();
    assertThat(Await.values(asked)).containsOnly(Optional.of(ann));
  }

  @Test
  void takesKeysOfAnotherFormOnlyIfSomeWereAdopted() {
    String adopted = "an-old-key-of-another-form";
    Await.value(
        database.write(handle ->
            handle.execute(
                "insert into api_keys (id, user_id, hash, last4, created_at) values ('k', 'ann-id', ?, '', 0)",
                KeyHash.of(adopted).bytes())));
    assertThat(callers.findCached(adopted)).as("none at its start").isEqualTo(UNKNOWN);
    Callers restarted = openCallers();
    assertThat(Await.value(restarted.find(adopted))).contains(ann("k"));
    assertThat(Await.value(restarted.find("an-old-key-of-nobody"))).isEmpty();
    assertThat(Await.value(restarted.find("x".repeat(600)))).isEmpty();
  }

  private Callers openCallers() {
    return new Callers(
        database,
        Optional.of(ADMIN_KEY),
        List.of(ApiKeys.open(database), new Sessions(LIFETIME)),
        time.clocks());
  }

  private static Caller ann(String keyId) {
    return new Caller("ann-id", "ann", Role.USER, new Proof.ApiKey(keyId));
  }
}
