package llmchat.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import llmchat.testkit.RealPostgres;
import llmchat.testkit.RealRedis;
import llmchat.testkit.ScriptedUpstream;
import tools.jackson.databind.json.JsonMapper;

/** What a {@link Product} stands on: provider, folder, databases. They outlast its restarts. */
final class Surroundings implements AutoCloseable {
  /** What gateways show to inference services. */
  static final String TOKEN = "token-between-the-services";

  private final Setup setup;
  private final Optional<ScriptedUpstream> provider;
  private final Path folder;
  private final Map<String, String> shared;

  Surroundings(Setup setup) {
    this.setup = setup;
    this.provider = setup.isDemo() ? Optional.empty() : Optional.of(ScriptedUpstream.start());
    this.folder = temporaryFolder();
    this.shared = setup.form() == Form.TWO_GATEWAYS ? sharedDatabases() : Map.of();
  }

  private static Map<String, String> sharedDatabases() {
    return Map.of(
        "DATABASE_URL", RealPostgres.freshDatabaseUrl(),
        "DATABASE_POOL", "3",
        "REDIS_URL", RealRedis.shared().url());
  }

  ScriptedUpstream provider() {
    return provider.orElseThrow();
  }

  /** Settings of an inference service apart. */
  Map<String, String> ofInference() {
    Map<String, String> settings = atTheProvider();
    if (setup.form().gateways() > 0) {
      settings.put("INFERENCE_TOKEN", TOKEN);
    }
    return settings;
  }

  /** Settings of a gateway that calls the inference service at a port, or none. */
  Map<String, String> ofGateway(Optional<Integer> inferencePort) {
    Map<String, String> settings = new HashMap<>(shared);
    settings.put("DATA_DIR", folder.toString());
    if (setup.form() == Form.ONE_PROCESS) {
      settings.putAll(atTheProvider());
    }
    inferencePort.ifPresent(port -> settings.putAll(routing(models(), port)));
    return settings;
  }

  private Map<String, String> atTheProvider() {
    Map<String, String> settings = new HashMap<>();
    provider.ifPresent(at -> settings.put("OPENAI_BASE_URL", at.baseUrl()));
    provider.ifPresent(_ -> settings.put("OPENAI_API_KEY", Product.PROVIDER_KEY));
    return settings;
  }

  private List<String> models() {
    String usual = setup.isDemo() ? "demo" : Product.MODEL;
    return List.of(setup.settings().getOrDefault("MODEL_NAME", usual).split(","));
  }

  /** Settings of a gateway that finds the models at an inference service. */
  static Map<String, String> routing(List<String> models, int inferencePort) {
    Map<String, String> services = new HashMap<>();
    models.forEach(model -> services.put(model, "http://127.0.0.1:" + inferencePort));
    return Map.of(
        "INFERENCE_TOKEN",
        TOKEN,
        "INFERENCE_ROUTING",
        JsonMapper.shared().writeValueAsString(services));
  }

  @Override
  public void close() {
    provider.ifPresent(ScriptedUpstream::close);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("llm-chat-product");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
