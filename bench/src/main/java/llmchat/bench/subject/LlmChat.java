package llmchat.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import llmchat.bench.load.Request;

/**
 * LLM Chat with everything on: the user's key is checked, calls are counted against a limit that is
 * never reached, each is logged, metrics are kept. One event loop, as there is one core.
 */
public final class LlmChat implements Subject {
  private static final String MODEL = "gpt-4o-mini";
  private static final Map<String, String> COMMON =
      Map.of(
          "MODEL_NAME", MODEL,
          "EVENT_LOOPS", "1",
          "LOG_FORMAT", "text",
          "LOG_LEVEL", "info",
          "DRAIN_TIMEOUT", "1s");
  private static final Pattern KEY = Pattern.compile("\"api_key\":\"([^\"]+)\"");

  private final App app;
  private final boolean split;

  private LlmChat(App app, boolean split) {
    this.app = app;
    this.split = split;
  }

  /** As one process. */
  public static LlmChat standalone(App app) {
    return new LlmChat(app, false);
  }

  /** As two on the same core: a gateway that asks an inference service over HTTP. */
  public static LlmChat split(App app) {
    return new LlmChat(app, true);
  }

  @Override
  public String name() {
    return split ? "split" : "standalone";
  }

  @Override
  public Started start(Place place) throws IOException, InterruptedException {
    int port = Place.freePort();
    int inferencePort = Place.freePort();
    Map<String, String> gateway = gateway(place, port);
    Map<String, String> inference = inference(place, inferencePort);
    Started.Launch launch =
        split ? split(place, gateway, inference, inferencePort) : one(place, gateway, inference);
    List<String> headers = List.of("Authorization: Bearer " + key(place, port, launch));
    return Started.start(port, Started.USUAL_PATH, headers, app.bytes(), launch);
  }

  private Started.Launch one(
      Place place, Map<String, String> gateway, Map<String, String> inference) {
    Map<String, String> both = with(gateway, inference);
    return () -> List.of(app.start("serve", place, both));
  }

  private Started.Launch split(
      Place place, Map<String, String> gateway, Map<String, String> inference, int inferencePort) {
    String routing = "{\"%s\":\"http://127.0.0.1:%d\"}".formatted(MODEL, inferencePort);
    Map<String, String> token = Map.of("INFERENCE_TOKEN", "shared-by-both-for-this-run");
    Map<String, String> front = with(with(gateway, token), Map.of("INFERENCE_ROUTING", routing));
    Map<String, String> back = with(inference, token);
    return () -> List.of(app.start("inference", place, back), app.start("gateway", place, front));
  }

  private static Map<String, String> gateway(Place place, int port) {
    return with(
        COMMON,
        Map.of(
            "GATEWAY_HOST",
            "127.0.0.1",
            "GATEWAY_PORT",
            Integer.toString(port),
            "RATE_LIMIT",
            "100000000/minute",
            // All calls are of one user, who may have four fifths of this open.
            "MAX_OPEN_REQUESTS",
            "20000",
            "DATA_DIR",
            place.folder().resolve("store").toString()));
  }

  private static Map<String, String> inference(Place place, int port) {
    return with(
        COMMON,
        Map.of(
            "INFERENCE_HOST",
            "127.0.0.1",
            "INFERENCE_PORT",
            Integer.toString(port),
            "OPENAI_BASE_URL",
            "http://127.0.0.1:" + place.upstreamPort() + "/v1",
            "OPENAI_API_KEY",
            "sk-of-the-provider"));
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  /**
   * The key of the user of this place, who signs up as users do. Where there is none yet, the
   * programs are started once for that alone: so the start that is measured is one with a database
   * that is there, as on any day but the first.
   */
  private static String key(Place place, int port, Started.Launch launch)
      throws IOException, InterruptedException {
    Path file = place.folder().resolve("key");
    if (!Files.exists(file)) {
      Files.writeString(file, signUp(port, launch));
    }
    return Files.readString(file);
  }

  private static String signUp(int port, Started.Launch launch)
      throws IOException, InterruptedException {
    List<Program> programs = launch.start();
    try {
      String form = "username=bench&password=only-for-this-run";
      String type = "application/x-www-form-urlencoded";
      String answer =
          Started.awaitAnswer(new Request(port, "/signup", List.of(), type, form), programs);
      Matcher key = KEY.matcher(answer);
      if (!key.find()) {
        throw new IOException("no key in " + answer);
      }
      return key.group(1);
    } finally {
      programs.forEach(Program::close);
    }
  }
}
