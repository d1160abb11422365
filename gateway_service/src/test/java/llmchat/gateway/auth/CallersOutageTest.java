package llmchat.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseAddress;
import llmchat.gateway.store.StoreBounds;
import llmchat.gateway.store.StoreUnavailableException;
import llmchat.testkit.Await;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.ManualTime;
import llmchat.testkit.RealPostgres;
import org.junit.jupiter.api.Test;

class CallersOutageTest {
  private static final SessionLifetime LIFETIME = SessionLifetime.of(Duration.ofDays(7));

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
      Await.value(
          database.write(handle -> {
            handle.execute("insert into users (id, username, created_at) values ('a', 'ann', 0)");
            ApiKeys.add(handle, "a", known, 0);
            return true;
          }));
      Callers callers = Callers.open(database, Optional.empty(), LIFETIME, time, time::nanos);
      Caller ann = new Caller("a", "ann", Caller.Kind.KEY);
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
