package llmchat.bench.subject;

import java.util.HashMap;
import java.util.Map;

/**
 * Settings of LLM Chat with everything on: the user's key is checked, calls are counted against a
 * limit that is never reached, each is logged, metrics are kept. One event loop, as there is one
 * core.
 */
final class Everything {
  private static final String MODEL = "gpt-4o-mini";
  private static final Map<String, String> ALL =
      Map.of(
          "MODEL_NAME",
          MODEL,
          "EVENT_LOOPS",
          "1",
          "LOG_FORMAT",
          "text",
          "LOG_LEVEL",
          "info",
          "DRAIN_TIMEOUT",
          "1s");

  private Everything() {}

  /** What the side with the accounts needs. */
  static Map<String, String> gateway(Place place, int port) {
    Map<String, String> settings = new HashMap<>(ALL);
    settings.put("GATEWAY_HOST", "127.0.0.1");
    settings.put("GATEWAY_PORT", Integer.toString(port));
    settings.put("RATE_LIMIT", "100000000/minute");
    settings.put("DATA_DIR", place.folder().resolve("store").toString());
    return settings;
  }

  /** What the side with the provider's key needs. */
  static Map<String, String> inference(Place place, int port) {
    Map<String, String> settings = new HashMap<>(ALL);
    settings.put("INFERENCE_HOST", "127.0.0.1");
    settings.put("INFERENCE_PORT", Integer.toString(port));
    settings.put("OPENAI_BASE_URL", "http://127.0.0.1:" + place.upstreamPort() + "/v1");
    settings.put("OPENAI_API_KEY", "sk-of-the-provider");
    return settings;
  }

  /** What a gateway needs to find the inference service. */
  static Map<String, String> routing(int inferencePort) {
    return Map.of(
        "INFERENCE_ROUTING", "{\"%s\":\"http://127.0.0.1:%d\"}".formatted(MODEL, inferencePort));
  }
}
