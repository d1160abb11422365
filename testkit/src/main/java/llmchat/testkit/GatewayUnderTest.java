package llmchat.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import llmchat.server.config.Role;
import llmchat.standalone.ProgramSettings;
import llmchat.standalone.Running;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real gateway on a free port, with a {@link ScriptedUpstream} as its provider and one user who
 * has a key. What it keeps lies in a folder of its own that {@link #close} removes.
 */
public final class GatewayUnderTest implements AutoCloseable {
  /** The model for chats, and the default. */
  public static final String MODEL = "gpt-4o-mini";

  /** The model for embeddings. */
  public static final String EMBEDDING_MODEL = "text-embedding-3-small";

  /** The operator's key at the provider, which no client may ever see. */
  public static final String PROVIDERS_KEY = "key-of-the-operator";

  /** The admin's key. */
  public static final String ADMIN_KEY = "admin-key-for-tests-only";

  private static final String MODELS = MODEL + "," + EMBEDDING_MODEL;
  private static final String TOKEN = "token-of-the-two-services";

  /** How the services are run. */
  public enum Form {
    /** Gateway and provider side in one process, without a hop. */
    STANDALONE,
    /** A gateway that calls an inference service over HTTP. */
    SPLIT
  }

  private final AtomicLong passed = new AtomicLong();
  private final Form form;
  private final ScriptedUpstream upstream;
  private final Path data;
  private final Optional<Running> inference;
  private final Running gateway;
  private final String key;

  private GatewayUnderTest(Form form, Map<String, String> more) {
    this.form = form;
    this.upstream = ScriptedUpstream.start();
    this.data = temporaryFolder();
    this.inference =
        form == Form.SPLIT
            ? Optional.of(start(Role.INFERENCE, Map.of("INFERENCE_TOKEN", TOKEN), more))
            : Optional.empty();
    this.gateway =
        inference.isPresent()
            ? start(Role.GATEWAY, routing(more, inference.get().inferencePort()), more)
            : start(Role.STANDALONE, Map.of(), more);
    this.key = signUp("somebody");
  }

  /** Boots one; {@code more} are further settings by their names. */
  public static GatewayUnderTest boot(Form form, Map<String, String> more) {
    return new GatewayUnderTest(form, more);
  }

  /** The gateway's port. */
  public int port() {
    return gateway.gatewayPort();
  }

  /** The provider. */
  public ScriptedUpstream upstream() {
    return upstream;
  }

  /** The user's key. */
  public String key() {
    return key;
  }

  /** Lets time pass for the services, on top of the time that passes by itself. */
  public void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  /** How it is run. */
  public Form form() {
    return form;
  }

  /** The inference service of {@link Form#SPLIT}. */
  public Running inference() {
    return inference.orElseThrow();
  }

  /** The process that serves the gateway. */
  public Running gateway() {
    return gateway;
  }

  /** A connection of its own to the gateway. */
  public RawClient connect() throws IOException {
    return RawClient.connect(port());
  }

  /** Makes a user and gives the key. */
  public String signUp(String name) {
    try (Http http = Http.to(port())) {
      var answer =
          http.post(
              "/signup/", "{\"username\":\"%s\",\"password\":\"a good password\"}".formatted(name));
      return JsonMapper.shared().readTree(answer.body()).required("api_key").asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    inference.ifPresent(Running::close);
    upstream.close();
    remove(data);
  }

  @Override
  public String toString() {
    return form.name().toLowerCase(Locale.ROOT);
  }

  private Running start(Role role, Map<String, String> apart, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DATA_DIR", data.toString());
    settings.put("MODEL_NAME", MODELS);
    settings.put("LOG_LEVEL", "warn");
    settings.put("DRAIN_TIMEOUT", "1s");
    if (role.servesInference()) {
      settings.put("OPENAI_BASE_URL", upstream.baseUrl());
      settings.put("OPENAI_API_KEY", PROVIDERS_KEY);
      settings.put("INFERENCE_HOST", "127.0.0.1");
      settings.put("INFERENCE_PORT", "0");
    }
    if (role.servesGateway()) {
      settings.put("GATEWAY_HOST", "127.0.0.1");
      settings.put("GATEWAY_PORT", "0");
      settings.put("ADMIN_KEY", ADMIN_KEY);
      settings.put("RATE_LIMIT", "off");
    }
    settings.putAll(apart);
    settings.putAll(more);
    return Running.start(
        ProgramSettings.of(settings).checkFor(role),
        System.err,
        () -> Instant.now().plusNanos(passed.get()),
        () -> System.nanoTime() + passed.get());
  }

  private static Map<String, String> routing(Map<String, String> more, int port) {
    Map<String, String> services = new HashMap<>();
    for (String model : List.of(more.getOrDefault("MODEL_NAME", MODELS).split(","))) {
      services.put(model, "http://127.0.0.1:" + port);
    }
    return Map.of(
        "INFERENCE_TOKEN",
        TOKEN,
        "INFERENCE_ROUTING",
        JsonMapper.shared().writeValueAsString(services));
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("gateway-under-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
