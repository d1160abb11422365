package llmchat.product;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.testkit.Http;
import llmchat.testkit.RealRedis;
import org.jdbi.v3.core.Jdbi;

/**
 * Three gateways, each a process, that share a PostgreSQL and a Redis, and an inference service
 * with the demo model.
 */
final class Fleet implements AutoCloseable {
  private final Product inference;
  private final Jdbi database;
  private final List<ProgramProcess> gateways;

  /** All of them, started at the same time and ready. */
  Fleet(Path folder, String databaseUrl, Map<String, String> more) throws Exception {
    this.inference =
        Setup.of(Form.INFERENCE_ALONE)
            .withDemo()
            .with("INFERENCE_TOKEN", Surroundings.TOKEN)
            .start();
    this.database = Databases.at(databaseUrl);
    Setup setup =
        Setup.of(Form.GATEWAY_ALONE)
            .with(Surroundings.routing(List.of("demo"), inference.inference().inferencePort()))
            .with("DATABASE_URL", databaseUrl)
            .with("DATABASE_POOL", "3")
            .with("REDIS_URL", RealRedis.shared().url())
            .with(more);
    this.gateways =
        List.of(
            new ProgramProcess("gateway", folder.resolve("a"), setup),
            new ProgramProcess("gateway", folder.resolve("b"), setup),
            new ProgramProcess("gateway", folder.resolve("c"), setup));
    start();
  }

  private void start() throws Exception {
    try {
      for (ProgramProcess gateway : gateways) {
        gateway.start();
      }
      for (ProgramProcess gateway : gateways) {
        gateway.awaitReady();
      }
    } catch (IOException | AssertionError failure) {
      close();
      throw failure;
    }
  }

  List<ProgramProcess> gateways() {
    return gateways;
  }

  /** Calls to each, without a key. */
  Stream<Http> each() {
    return gateways.stream().map(ProgramProcess::http);
  }

  /** The versions of the migrations that ran, as often as they did, in order. */
  List<String> migrations() {
    return Databases.migrations(database);
  }

  @Override
  public void close() throws InterruptedException {
    for (ProgramProcess gateway : gateways) {
      gateway.close();
    }
    inference.close();
  }
}
