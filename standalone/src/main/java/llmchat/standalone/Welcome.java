package llmchat.standalone;

import java.io.PrintWriter;
import java.util.Optional;
import llmchat.gateway.GatewayService;
import llmchat.inference.InferenceService;
import llmchat.llm.Version;
import llmchat.llm.config.KnownSettings;
import llmchat.llm.config.Settings;

/** What a person reads after the start: where everything is and what to do next. */
final class Welcome {
  private Welcome() {}

  static void print(
      PrintWriter out,
      Settings settings,
      Optional<GatewayService> gateway,
      Optional<InferenceService> inference) {
    out.println();
    out.println(settings.table().stripTrailing());
    out.println();
    out.println("LLM Chat " + Version.TEXT + " is ready.");
    gateway.ifPresent(service -> gateway(out, settings, service));
    inference.ifPresent(service ->
        out.println(
            "  Inference service  http://%s:%d"
                .formatted(settings.get(KnownSettings.INFERENCE_HOST), service.port())));
    gateway.ifPresent(service -> firstSteps(out, settings, service.port()));
    out.println("Stop with Ctrl-C.");
    out.flush();
  }

  private static void gateway(PrintWriter out, Settings settings, GatewayService service) {
    String address = "http://localhost:" + service.port();
    out.println("  Gateway            " + address);
    out.println("  API page           " + address + "/docs");
    out.println(
        "  Admin key          "
            + service
                .adminKey()
                .file()
                .map(file -> "in " + file.toAbsolutePath().normalize())
                .orElse(
                    "as set in ADMIN_KEY (" + settings.sourceOf(KnownSettings.ADMIN_KEY) + ")"));
  }

  private static void firstSteps(PrintWriter out, Settings settings, int port) {
    String model = settings.models().defaultModel();
    out.println();
    out.println("Sign up and chat:");
    out.println();
    out.println(
        """
          KEY=$(curl -s localhost:%1$d/signup/ -d username=me -d password=change-me-please | sed 's/.*"api_key":"\\([^"]*\\)".*/\\1/')
          curl -N localhost:%1$d/v1/chat/completions -H "Authorization: Bearer $KEY" \\
            -d '{"model":"%2$s","stream":true,"messages":[{"role":"user","content":"Hello!"}]}'
        """
            .formatted(port, model));
    out.println("A name can be taken once; later, /login gives a token that works like the key.");
    out.println();
  }
}
