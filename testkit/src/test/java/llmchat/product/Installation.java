package llmchat.product;

import java.util.HashMap;
import java.util.Map;
import llmchat.server.config.Role;
import llmchat.server.config.Settings;
import llmchat.standalone.ProgramSettings;
import llmchat.standalone.Running;
import llmchat.testkit.Http;

/** The product as it runs for its users; closing it stops everything in order. */
interface Installation extends AutoCloseable {
  String ADMIN_KEY = "test-admin-key-0123456789";
  String PROVIDER_KEY = "test-provider-key-0123456789";
  String MODEL = "gpt-4o-mini";

  /** What every process of a test gets, unless the test says otherwise. */
  Map<String, String> SETTINGS =
      Map.of(
          "GATEWAY_HOST", "127.0.0.1",
          "GATEWAY_PORT", "0",
          "INFERENCE_HOST", "127.0.0.1",
          "INFERENCE_PORT", "0",
          "ADMIN_KEY", ADMIN_KEY,
          "RATE_LIMIT", "off",
          "DRAIN_TIMEOUT", "5s",
          "LOG_LEVEL", "error");

  /** Calls to the gateway, without a key. */
  Http http();

  /** Calls to another gateway of the same installation, or to the only one. */
  Http other();

  /** Stops and starts again, with everything that was kept. */
  void restart();

  @Override
  void close();

  /** Calls as the admin. */
  default Http admin() {
    return http().bearer(ADMIN_KEY);
  }

  /** Starts one process. */
  static Running start(Role role, Map<String, String> more) {
    return Running.start(settings(more).checkFor(role));
  }

  /** The settings of a test with its own among them. */
  static Settings settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(more);
    return ProgramSettings.of(settings);
  }
}
