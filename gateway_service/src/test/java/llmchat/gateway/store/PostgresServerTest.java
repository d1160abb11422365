package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import llmchat.testkit.Await;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.RealPostgres;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void failsQuicklyWhileTheServerIsAwayAndRecoversByItself() {
    try (FaultProxy proxy = FaultProxy.before(RealPostgres.port());
        Database database = open(through(proxy), SHORT)) {
      Await.value(database.check().map(true));
      proxy.cut();
      long start = System.nanoTime();
      List<Future<Boolean>> asked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        asked.add(database.check().map(true));
      }
      for (Future<Boolean> each : asked) {
        assertThat(Await.failure(each)).isInstanceOf(StoreUnavailableException.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      assertThat(database.ready()).isFalse();

      proxy.restore();
      assertThat(succeedsWithin(database, Duration.ofSeconds(5))).isTrue();
      assertThat(database.ready()).isTrue();
    }
  }

  @Test
  void failsQuicklyWhenNewConnectionsFallSilent() {
    try (FaultProxy proxy = FaultProxy.before(RealPostgres.port());
        Database database = open(through(proxy), SHORT)) {
      Await.value(database.check().map(true));
      proxy.cut();
      proxy.restore();
      proxy.fallSilent();
      long start = System.nanoTime();
      assertThat(Await.failure(database.check())).isInstanceOf(StoreUnavailableException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      proxy.restore();
      assertThat(succeedsWithin(database, Duration.ofSeconds(8))).isTrue();
    }
  }

  @Test
  void failsWithinSecondsWhenAnOpenConnectionFallsSilent() {
    try (FaultProxy proxy = FaultProxy.before(RealPostgres.port());
        Database database = open(through(proxy), SHORT)) {
      Await.value(database.check().map(true));
      proxy.fallSilent();
      long start = System.nanoTime();
      assertThat(Await.failure(database.check())).isInstanceOf(StoreUnavailableException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void replacesConnectionsThatTheServerEnded() {
    try (Database database = open(DatabaseAddress.parse(RealPostgres.freshDatabaseUrl()), SHORT)) {
      Await.value(database.check().map(true));
      RealPostgres.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'llm-chat'");
      Await.value(database.check().map(true));
    }
  }

  @Test
  void waitsAtStartForAServerThatComesLater() throws Exception {
    try (FaultProxy proxy = FaultProxy.before(RealPostgres.port())) {
      DatabaseAddress address = through(proxy);
      proxy.cut();
      Thread starting =
          Thread.ofVirtual().start(() -> open(address, Duration.ofSeconds(20)).close());
      proxy.restore();
      assertThat(starting.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void givesUpOnAServerThatTakesConnectionsAndSaysNothing() {
    try (FaultProxy proxy = FaultProxy.before(RealPostgres.port())) {
      DatabaseAddress address = through(proxy);
      proxy.fallSilent();
      long start = System.nanoTime();
      assertThatThrownBy(() -> open(address, SHORT)).isInstanceOf(StoreOpenException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void saysInOneLineThatTheServerIsAway() {
    try (FaultProxy proxy = FaultProxy.before(RealPostgres.port())) {
      DatabaseAddress address = through(proxy);
      proxy.cut();
      assertThatThrownBy(() -> open(address, SHORT))
          .isInstanceOf(StoreOpenException.class)
          .message()
          .contains("No connection", "DATABASE_URL")
          .doesNotContain("\n", "postgres:postgres");
    }
  }

  @Test
  void doesNotWaitWhenTheServerRefuses() {
    String url = "postgresql://postgres:s3cret-word@localhost:" + RealPostgres.port() + "/nowhere";
    assertThatThrownBy(() -> open(DatabaseAddress.parse(url), Duration.ofMinutes(10)))
        .isInstanceOf(StoreOpenException.class)
        .message()
        .contains("nowhere")
        .doesNotContain("s3cret-word", "\n");
  }

  /**
   * Once, of several first starts one failed: Flyway found the schema neither empty nor its own.
   */
  @Test
  void severalGatewaysMayStartAtOnceOnAnEmptyDatabase() throws Exception {
    DatabaseAddress address = DatabaseAddress.parse(RealPostgres.freshDatabaseUrl());
    try (ExecutorService starts = Executors.newFixedThreadPool(6)) {
      List<java.util.concurrent.Future<Database>> starting =
          IntStream.range(0, 6).mapToObj(_ -> starts.submit(() -> open(address, SHORT))).toList();
      for (var each : starting) {
        try (Database opened = each.get()) {
          Await.value(opened.check().map(true));
        }
      }
    }
  }

  private static boolean succeedsWithin(Database database, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      if (Await.value(database.check().map(true).otherwise(false))) {
        return true;
      }
    }
    return false;
  }

  private static DatabaseAddress through(FaultProxy proxy) {
    String url = RealPostgres.freshDatabaseUrl();
    return DatabaseAddress.parse(url.replace(":" + RealPostgres.port(), ":" + proxy.port()));
  }

  private static Database open(DatabaseAddress address, Duration patience) {
    StoreBounds settings = new StoreBounds(2, 64, patience);
    return Database.open(address, settings, InstantSource.system(), System::nanoTime);
  }
}
