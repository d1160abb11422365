package llmchat.product;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import llmchat.server.config.Role;
import llmchat.standalone.Running;
import llmchat.testkit.Http;
import llmchat.testkit.ScriptedUpstream;

/** Both services in one process, on SQLite, with limits in memory. */
final class Standalone implements Installation {
  private final Map<String, String> settings;
  private Running running;
  private Http http;

  Standalone(Path folder, ScriptedUpstream provider, Map<String, String> more) {
    this.settings = new HashMap<>();
    settings.put("DATA_DIR", folder.toString());
    settings.put("OPENAI_API_KEY", PROVIDER_KEY);
    settings.put("OPENAI_BASE_URL", provider.baseUrl());
    settings.putAll(more);
    this.running = Installation.start(Role.STANDALONE, settings);
    this.http = Http.to(running.gatewayPort());
  }

  @Override
  public Http http() {
    return http;
  }

  @Override
  public Http other() {
    return http;
  }

  /** The process itself. */
  Running running() {
    return running;
  }

  @Override
  public void restart() {
    close();
    running = Installation.start(Role.STANDALONE, settings);
    http = Http.to(running.gatewayPort());
  }

  @Override
  public void close() {
    http.close();
    running.close();
  }
}
