package llmchat.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import llmchat.gateway.GatewayService;
import llmchat.gateway.admin.AdminKeySettings;
import llmchat.inference.InferenceService;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.server.Version;
import llmchat.server.config.Settings;
import llmchat.server.models.ConfiguredModels;

/** The output after a start: where everything is and what to do next. */
record Welcome(PrintWriter out, Settings settings) {

  /**
   * Prints it.
   *
   * @param token where the inference service's token lies, if it was made here
   */
  void print(
      Optional<GatewayService> gateway,
      Optional<InferenceService> inference,
      Optional<Path> token) {
    out.println();
    out.println(settings.table().stripTrailing());
    out.println();
    out.println(
        "LLM Chat "
            + Version.TEXT
            + " is ready."
            + gateway.map(service -> " Open " + address(service) + " in a browser.").orElse(""));
    gateway.ifPresent(this::gateway);
    inference.ifPresent(service ->
        out.println(
            "  Inference service  http://%s:%d%s"
                .formatted(
                    reachable(settings.get(InferenceListenerSettings.INFERENCE_HOST)),
                    service.port(),
                    token
                        .map(file -> ", with the token in " + file.toAbsolutePath().normalize())
                        .orElse(""))));
    gateway.ifPresent(this::firstSteps);
    out.println("Stop with Ctrl-C.");
    out.flush();
  }

  private void gateway(GatewayService service) {
    String address = address(service);
    out.println("  Gateway            " + address);
    out.println("  API reference      " + address + "/docs");
    out.println(
        "  Admin key          "
            + service
                .adminKey()
                .file()
                .map(file -> "in " + file.toAbsolutePath().normalize())
                .orElse(
                    "as set in ADMIN_KEY (" + settings.sourceOf(AdminKeySettings.ADMIN_KEY) + ")"));
  }

  /** With HTTPS, a name that is in the certificate, so that clients can verify it. */
  private static String address(GatewayService service) {
    return service
            .identity()
            .map(identity -> "https://" + identity.hostName().orElse("localhost"))
            .orElse("http://localhost")
        + ":"
        + service.port();
  }

  /** A host to connect to, which a wildcard address is not. */
  private static String reachable(String host) {
    return host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
  }

  private void firstSteps(GatewayService service) {
    String model = ConfiguredModels.of(settings).defaultModel();
    out.println();
    out.println("Sign up and chat there, or from a program:");
    out.println();
    out.println(
        """
          KEY=$(curl -s %1$s/signup/ -d username=me -d password=change-me-please | sed 's/.*"api_key":"\\([^"]*\\)".*/\\1/')
          curl -N %1$s/v1/chat/completions -H "Authorization: Bearer $KEY" \\
            -d '{"model":"%2$s","stream":true,"messages":[{"role":"user","content":"Hello!"}]}'
        """
            .formatted(
                service.identity().isPresent() ? address(service) : "localhost:" + service.port(),
                model));
    out.println(
        "A username can sign up only once; after that, /login returns a token to use as the key.");
    out.println();
  }
}
