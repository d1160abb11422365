package llmchat.product;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import llmchat.server.config.Role;
import llmchat.standalone.Running;
import llmchat.testkit.Http;
import llmchat.testkit.ScriptedUpstream;

/** An inference service and two gateways, which share PostgreSQL and Redis. */
final class Split implements Installation {
  private static final String TOKEN = "token-between-the-services";

  private final Map<String, String> settings;
  private final Running inference;
  private Running first;
  private Running second;
  private Http http;
  private Http other;

  Split(
      Path folder,
      ScriptedUpstream provider,
      String databaseUrl,
      String redisUrl,
      Map<String, String> more) {
    Map<String, String> inferenceSettings = new HashMap<>();
    inferenceSettings.put("OPENAI_API_KEY", PROVIDER_KEY);
    inferenceSettings.put("OPENAI_BASE_URL", provider.baseUrl());
    inferenceSettings.put("INFERENCE_TOKEN", TOKEN);
    this.inference = Installation.start(Role.INFERENCE, inferenceSettings);
    this.settings = new HashMap<>();
    settings.put("DATA_DIR", folder.toString());
    settings.put("DATABASE_URL", databaseUrl);
    settings.put("DATABASE_POOL", "3");
    settings.put("REDIS_URL", redisUrl);
    settings.put("INFERENCE_TOKEN", TOKEN);
    settings.put(
        "INFERENCE_ROUTING",
        "{\"%s\": \"http://127.0.0.1:%d\"}".formatted(MODEL, inference.inferencePort()));
    settings.putAll(more);
    this.first = Installation.start(Role.GATEWAY, settings);
    this.second = Installation.start(Role.GATEWAY, settings);
    this.http = Http.to(first.gatewayPort());
    this.other = Http.to(second.gatewayPort());
  }

  @Override
  public Http http() {
    return http;
  }

  @Override
  public Http other() {
    return other;
  }

  @Override
  public void restart() {
    closeGateways();
    first = Installation.start(Role.GATEWAY, settings);
    second = Installation.start(Role.GATEWAY, settings);
    http = Http.to(first.gatewayPort());
    other = Http.to(second.gatewayPort());
  }

  @Override
  public void close() {
    closeGateways();
    inference.close();
  }

  private void closeGateways() {
    http.close();
    other.close();
    first.close();
    second.close();
  }
}
