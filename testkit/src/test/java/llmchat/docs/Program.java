package llmchat.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import llmchat.server.config.Role;
import llmchat.server.http.Route;
import llmchat.standalone.ProgramSettings;
import llmchat.standalone.Running;
import llmchat.testkit.Http;
import tools.jackson.databind.json.JsonMapper;

/** The whole program on free ports with its data in a folder of the test. */
record Program(Running running) implements AutoCloseable {
  static Program start(Path folder) {
    return start(folder, Map.of());
  }

  static Program start(Path folder, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DATA_DIR", folder.toString());
    settings.put("GATEWAY_HOST", "127.0.0.1");
    settings.put("GATEWAY_PORT", "0");
    settings.put("INFERENCE_PORT", "0");
    settings.put("LOG_LEVEL", "warn");
    settings.put("DEMO_DELAY", "0ms");
    settings.put("DRAIN_TIMEOUT", "1s");
    settings.putAll(more);
    return new Program(Running.start(ProgramSettings.of(settings).checkFor(Role.STANDALONE)));
  }

  String address() {
    boolean secure = running.gateway().orElseThrow().identity().isPresent();
    return (secure ? "https" : "http") + "://127.0.0.1:" + running.gatewayPort();
  }

  List<Route> routes() {
    return running.gateway().orElseThrow().routes();
  }

  String adminKey() {
    return running.gateway().orElseThrow().adminKey().secret().reveal();
  }

  /** Makes an account and gives its key. */
  String signUp(Http http, String name) throws IOException, InterruptedException {
    String answer =
        http.postForm("/signup", "username=" + name + "&password=change-me-please").body();
    return JsonMapper.shared().readTree(answer).path("api_key").asString();
  }

  @Override
  public void close() {
    running.close();
  }
}
