package llmchat.product;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.server.config.Role;
import llmchat.standalone.Running;
import llmchat.testkit.Http;
import llmchat.testkit.RealRedis;
import org.jdbi.v3.core.Jdbi;

/**
 * Three gateways, each a process, that share a PostgreSQL and a Redis, and an inference service
 * with the demo model.
 */
final class Fleet implements AutoCloseable {
  private static final String TOKEN = "token-between-the-services";

  private final Running inference;
  private final Jdbi database;
  private final List<GatewayProcess> gateways;

  /** All of them, started at the same time and ready. */
  Fleet(Path folder, String databaseUrl, Map<String, String> more) throws Exception {
    this.inference = Installation.start(Role.INFERENCE, Map.of("INFERENCE_TOKEN", TOKEN));
    this.database = Databases.at(databaseUrl);
    Map<String, String> settings = new HashMap<>();
    settings.put("DATABASE_URL", databaseUrl);
    settings.put("DATABASE_POOL", "3");
    settings.put("REDIS_URL", RealRedis.shared().url());
    settings.put("INFERENCE_TOKEN", TOKEN);
    settings.put(
        "INFERENCE_ROUTING",
        "{\"demo\": \"http://127.0.0.1:%d\"}".formatted(inference.inferencePort()));
    settings.putAll(more);
    this.gateways =
        List.of(
            new GatewayProcess(folder.resolve("a"), settings),
            new GatewayProcess(folder.resolve("b"), settings),
            new GatewayProcess(folder.resolve("c"), settings));
    start();
  }

  private void start() throws Exception {
    try {
      for (GatewayProcess gateway : gateways) {
        gateway.start();
      }
      for (GatewayProcess gateway : gateways) {
        gateway.awaitReady();
      }
    } catch (IOException | AssertionError failure) {
      close();
      throw failure;
    }
  }

  List<GatewayProcess> gateways() {
    return gateways;
  }

  /** Calls to each, without a key. */
  Stream<Http> each() {
    return gateways.stream().map(GatewayProcess::http);
  }

  /** The versions of the migrations that ran, as often as they did, in order. */
  List<String> migrations() {
    return Databases.migrations(database);
  }

  @Override
  public void close() throws InterruptedException {
    for (GatewayProcess gateway : gateways) {
      gateway.close();
    }
    inference.close();
  }
}
