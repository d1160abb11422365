package llmchat.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.keys.ApiKeys;
import llmchat.gateway.keys.IssuedKey;
import llmchat.gateway.keys.KeyFormat;
import llmchat.gateway.keys.KeyKind;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseAddress;
import llmchat.gateway.store.ManualTime;
import llmchat.gateway.store.StoreBounds;
import llmchat.gateway.store.StoreUnavailableException;
import llmchat.testkit.Await;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.RealPostgres;
import org.junit.jupiter.api.Test;

class CallersOutageTest {
  @Test
  void keepsKnownKeysAndSaysThatNothingIsKnownOfOthersWhilePostgresIsAway() {
    ManualTime time = new ManualTime();
    String url = RealPostgres.freshDatabaseUrl();
    try (FaultProxy proxy = FaultProxy.before(RealPostgres.port());
        Database database =
            Database.open(
                DatabaseAddress.parse(url.replace(":" + RealPostgres.port(), ":" + proxy.port())),
                new StoreBounds(2, 64, Duration.ofSeconds(1)),
                InstantSource.system(),
                System::nanoTime)) {
      IssuedKey known = KeyFormat.issue(KeyKind.API_KEY);
      ApiKeys keys = ApiKeys.open(database);
      String keyId =
          Await.value(
              database.write(handle -> {
                handle.execute(
                    "insert into users (id, username, created_at) values ('a', 'ann', 0)");
                keys.addFirst(handle, "a", known, 0);
                return handle.select("select id from api_keys").mapTo(String.class).one();
              }));
      Callers callers = new Callers(database, Optional.empty(), List.of(keys), time.clocks());
      Caller ann = new Caller("a", "ann", Role.USER, new Proof.ApiKey(keyId));
      assertThat(Await.value(callers.find(known.text().reveal()))).contains(ann);

      proxy.cut();
      time.advance(Duration.ofMinutes(4));
      assertThat(Await.value(callers.find(known.text().reveal()))).contains(ann);
      String stranger = KeyFormat.issue(KeyKind.API_KEY).text().reveal();
      assertThat(Await.failure(callers.find(stranger)))
          .isInstanceOf(StoreUnavailableException.class);
      time.advance(Duration.ofMinutes(2));
      assertThat(Await.failure(callers.find(known.text().reveal())))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }
}
