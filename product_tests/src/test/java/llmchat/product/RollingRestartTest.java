package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import llmchat.testkit.Await;
import llmchat.testkit.HaProxy;
import llmchat.testkit.Http;
import llmchat.testkit.RealPostgres;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateway processes behind a real HAProxy are stopped and started one after the other, as an
 * update does, while clients call.
 */
class RollingRestartTest {
  private static final Account OLD =
      new Account("ann", "short", "0f5c1d2e-clear-key-of-the-first-form");

  /** Some times the second in which HAProxy notices that one is not ready: machines may be busy. */
  private static final Map<String, String> SETTINGS =
      Map.of("DRAIN_DELAY", "4s", "DRAIN_TIMEOUT", "30s");

  @Test
  void losesNoCallAndCutsNoStream(@TempDir Path folder) throws Exception {
    assumeHaProxy();
    String url = RealPostgres.freshDatabaseUrl();
    Jdbi database = Databases.at(url);
    Databases.makeFirstForm(database, OLD);
    try (Fleet fleet = new Fleet(folder, url, SETTINGS);
        HaProxy proxy = HaProxy.before(ports(fleet), folder);
        Http clients = Http.to(proxy.port())) {
      assertThat(fleet.migrations()).as("one adopted the old table").contains("1", "1.1");
      assertThat(fleet.migrations()).doesNotHaveDuplicates();
      Await.until("all to be called", () -> proxy.up() == 3);

      try (Load load = new Load(clients.bearer(OLD.key()), 4, 6)) {
        for (ProgramProcess gateway : fleet.gateways()) {
          int before = load.streams();
          assertThat(gateway.stop()).isZero();
          Await.until("streams that began and ended in between", () -> load.streams() > before);
          gateway.start();
          gateway.awaitReady();
          Await.until("all to be called again", () -> proxy.up() == 3);
        }
        load.close();
        assertThat(load.failures()).isEmpty();
        assertThat(load.calls()).isGreaterThan(100);
        assertThat(load.streams()).isGreaterThan(20);
      }
    }
  }

  private static List<Integer> ports(Fleet fleet) {
    return fleet.gateways().stream().map(ProgramProcess::port).toList();
  }

  private static void assumeHaProxy() {
    boolean there = HaProxy.find().isPresent();
    if (!there) {
      System.err.println("SKIPPED: no haproxy on the PATH, so no rolling restart is tried");
    }
    assumeTrue(there, "no haproxy on the PATH");
  }
}
