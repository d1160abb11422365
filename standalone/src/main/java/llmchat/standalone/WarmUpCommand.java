package llmchat.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.llm.config.Role;
import llmchat.llm.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code warm-up}: starts both services on free ports with a folder of their own, serves itself a
 * few requests and ends. The launcher runs it once to make the start-up cache.
 */
final class WarmUpCommand {
  private WarmUpCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec =
        Subcommand.of(
            "warm-up",
            "Starts, serves itself a few requests and ends; for the start-up cache.",
            parsed -> run());
    spec.usageMessage().hidden(true);
    return new CommandLine(spec);
  }

  private static int run() {
    try {
      Path data = Files.createTempDirectory("llm-chat-warm-up");
      try (Running running = Running.start(settings(data))) {
        serve("http://127.0.0.1:" + running.gatewayPort());
      } finally {
        delete(data);
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static Settings settings(Path data) {
    return Settings.of(
            Map.of(
                "DATA_DIR", data.toString(),
                "GATEWAY_HOST", "127.0.0.1",
                "GATEWAY_PORT", "0",
                "INFERENCE_PORT", "0",
                "LOG_LEVEL", "warn"))
        .checkFor(Role.STANDALONE);
  }

  private static void serve(String gateway) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String answer =
          post(
              client,
              gateway + "/signup",
              "",
              "{\"username\":\"warm\",\"password\":\"warm-up-only\"}");
      String key = answer.replaceFirst(".*\"api_key\":\"([^\"]*)\".*", "$1");
      for (int i = 0; i < 20; i++) {
        var _ = post(client, gateway + "/v1/chat/completions", key, chat(i % 2 == 0));
      }
      var _ = post(client, gateway + "/chat", key, "{\"message\":\"Hello\"}");
      for (String path : new String[] {"/livez", "/readyz", "/v1/models", "/docs"}) {
        HttpRequest get =
            HttpRequest.newBuilder(URI.create(gateway + path))
                .header("authorization", "Bearer " + key)
                .build();
        client.send(get, BodyHandlers.ofString());
      }
    }
  }

  private static String chat(boolean stream) {
    return "{\"model\":\"demo\",\"stream\":"
        + stream
        + ",\"messages\":[{\"role\":\"user\",\"content\":\"[demo delay=1ms words=20]\"}]}";
  }

  private static String post(HttpClient client, String url, String key, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
