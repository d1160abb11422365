package llmchat.server.config;

import static llmchat.server.config.KnownSettings.DATABASE_URL;
import static llmchat.server.config.KnownSettings.INFERENCE_ROUTING;
import static llmchat.server.config.KnownSettings.INFERENCE_SERVICE_HOST;
import static llmchat.server.config.KnownSettings.MODEL_NAME;
import static llmchat.server.config.KnownSettings.POSTGRES_DB;
import static llmchat.server.config.KnownSettings.POSTGRES_HOST;
import static llmchat.server.config.KnownSettings.POSTGRES_PASSWORD;
import static llmchat.server.config.KnownSettings.POSTGRES_PORT;
import static llmchat.server.config.KnownSettings.POSTGRES_USER;
import static llmchat.server.config.KnownSettings.REDIS_HOST;
import static llmchat.server.config.KnownSettings.REDIS_PASSWORD;
import static llmchat.server.config.KnownSettings.REDIS_PORT;
import static llmchat.server.config.KnownSettings.REDIS_URL;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import llmchat.llm.Secret;

/**
 * The settings that give another one its value where that is not set: hosts, as deployments for
 * Kubernetes know them, in place of full addresses.
 */
final class StandIns {
  private final Values values;
  private final Problems problems;

  StandIns(Values values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  void apply() {
    if (standsIn(POSTGRES_HOST, DATABASE_URL)) {
      values.put(DATABASE_URL, new Secret(databaseUrl()), source(POSTGRES_HOST));
    }
    if (standsIn(REDIS_HOST, REDIS_URL)) {
      values.put(REDIS_URL, new Secret(redisUrl()), source(REDIS_HOST));
    }
    if (standsIn(INFERENCE_SERVICE_HOST, INFERENCE_ROUTING)) {
      values.put(INFERENCE_ROUTING, routing(), source(INFERENCE_SERVICE_HOST));
    }
  }

  /** Whether the host is to be used; says so where both are set and it is not. */
  private boolean standsIn(Setting<?> host, Setting<?> full) {
    if (values.isSet(host) && values.isSet(full)) {
      problems.warn(
          host.name()
              + " ("
              + values.sourceOf(host).orElse("")
              + ") is ignored, because "
              + full.name()
              + " ("
              + values.sourceOf(full).orElse("")
              + ") is set");
      return false;
    }
    return values.isSet(host) && !problems.concern(Set.of(full.name()));
  }

  private String source(Setting<?> setting) {
    return values.sourceOf(setting).orElse("") + ", " + setting.name();
  }

  private String databaseUrl() {
    String user = value(POSTGRES_USER);
    String password =
        values.find(POSTGRES_PASSWORD).map(secret -> ":" + encoded(secret.reveal())).orElse("");
    return "postgresql://"
        + encoded(user)
        + password
        + "@"
        + Hosts.inUrl(value(POSTGRES_HOST))
        + ":"
        + value(POSTGRES_PORT)
        + "/"
        + encoded(values.find(POSTGRES_DB).orElse(user));
  }

  private String redisUrl() {
    String password =
        values.find(REDIS_PASSWORD).map(secret -> ":" + encoded(secret.reveal()) + "@").orElse("");
    return "redis://" + password + Hosts.inUrl(value(REDIS_HOST)) + ":" + value(REDIS_PORT);
  }

  private Routing routing() {
    URI address = value(INFERENCE_SERVICE_HOST);
    Map<String, URI> inference = new LinkedHashMap<>();
    values
        .find(MODEL_NAME)
        .orElse(List.of(ModelPlan.OPENAI_DEFAULT_MODEL))
        .forEach(model -> inference.put(model, address));
    return new Routing(inference);
  }

  private <T> T value(Setting<T> setting) {
    return values.find(setting).or(() -> setting.defaultFor(Role.STANDALONE)).orElseThrow();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
