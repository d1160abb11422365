package llmchat.server.config;

import static llmchat.server.config.KnownSettings.ADMIN_KEY;
import static llmchat.server.config.KnownSettings.GATEWAY_HOST;
import static llmchat.server.config.KnownSettings.GATEWAY_PORT;
import static llmchat.server.config.KnownSettings.INFERENCE_HOST;
import static llmchat.server.config.KnownSettings.INFERENCE_PORT;
import static llmchat.server.config.KnownSettings.INFERENCE_ROUTING;
import static llmchat.server.config.KnownSettings.INFERENCE_TOKEN;
import static llmchat.server.config.KnownSettings.TLS_CERT;
import static llmchat.server.config.KnownSettings.TLS_KEY;

import java.util.Set;

/** What must hold between settings, for the role of the process. */
final class RoleChecks {
  private static final int SHORTEST_ADMIN_KEY = 16;

  private final Settings settings;
  private final Problems problems;

  private RoleChecks(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  static void check(Settings settings, Problems problems) {
    RoleChecks checks = new RoleChecks(settings, problems);
    if (settings.role().servesGateway()) {
      checks.adminKeyIsStrong();
      checks.tlsIsComplete();
    }
    if (settings.role().servesInference()) {
      checks.tokenGuardsInference();
    }
    switch (settings.role()) {
      case STANDALONE -> checks.portsDiffer();
      case GATEWAY -> checks.gatewayHasRouting();
      case INFERENCE -> {}
    }
  }

  private void adminKeyIsStrong() {
    boolean weak =
        settings.find(ADMIN_KEY).map(key -> key.length() < SHORTEST_ADMIN_KEY).orElse(false);
    if (weak && !Hosts.isLoopback(settings.get(GATEWAY_HOST))) {
      problems.error(
          ADMIN_KEY.name(),
          settings.sourceOf(ADMIN_KEY),
          "has fewer than 16 characters, and the gateway listens beyond this machine ("
              + settings.get(GATEWAY_HOST)
              + ")",
          "take a longer key, such as the output of: openssl rand -hex 24");
    }
  }

  private void tlsIsComplete() {
    if (problems.concern(Set.of(TLS_CERT.name(), TLS_KEY.name()))) {
      return;
    }
    if (settings.isSet(TLS_CERT) && settings.isSet(TLS_KEY)) {
      TlsFiles.of(settings).ifPresent(this::tlsFilesAreGood);
    } else if (settings.isSet(TLS_CERT) || settings.isSet(TLS_KEY)) {
      boolean keyMissing = settings.isSet(TLS_CERT);
      Setting<?> missing = keyMissing ? TLS_KEY : TLS_CERT;
      Setting<?> given = keyMissing ? TLS_CERT : TLS_KEY;
      problems.error(
          missing.name(),
          "",
          "is not set, but " + given.name() + " (" + settings.sourceOf(given) + ") is",
          "set both for HTTPS, or none for HTTP");
    }
  }

  private void tlsFilesAreGood(TlsFiles files) {
    try {
      TlsIdentity _ = files.identity(files.read());
    } catch (ConfigException wrong) {
      for (ConfigError error : wrong.errors()) {
        Setting<?> setting = error.setting().equals(TLS_CERT.name()) ? TLS_CERT : TLS_KEY;
        problems.error(
            error.setting(), settings.sourceOf(setting), error.problem(), error.advice());
      }
    }
  }

  private void tokenGuardsInference() {
    if (problems.concern(Set.of(INFERENCE_TOKEN.name(), INFERENCE_HOST.name()))
        || settings.isSet(INFERENCE_TOKEN)
        || Hosts.isLoopback(settings.get(INFERENCE_HOST))) {
      return;
    }
    problems.error(
        INFERENCE_TOKEN.name(),
        "",
        "is not set, and the inference service listens beyond this machine ("
            + settings.get(INFERENCE_HOST)
            + ")",
        "give it and the gateway the same token, or set INFERENCE_HOST=127.0.0.1");
  }

  private void portsDiffer() {
    int port = settings.get(GATEWAY_PORT);
    if (port != 0 && port == settings.get(INFERENCE_PORT)) {
      problems.error(
          INFERENCE_PORT.name(),
          settings.sourceOf(INFERENCE_PORT),
          port + " is the port of the gateway too",
          "choose another for one of them");
    }
  }

  private void gatewayHasRouting() {
    if (settings.routing().isEmpty() && !problems.concern(Set.of(INFERENCE_ROUTING.name()))) {
      problems.error(
          INFERENCE_ROUTING.name(),
          "",
          "is not set, and a gateway alone needs an inference service",
          "write " + INFERENCE_ROUTING.type().form() + ", or run both services in one process");
    }
  }
}
