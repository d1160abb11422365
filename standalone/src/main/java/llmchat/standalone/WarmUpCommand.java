package llmchat.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code warm-up}: starts both services on free ports with a temporary folder, calls them and
 * exits. The launcher runs it once to create the start-up cache.
 *
 * <p>The cache also contains method profiles, so that hot methods are compiled soon after a start,
 * and well. The calls therefore use the whole path, through the HTTP client to an inference service
 * in place of the provider, and are enough for useful profiles.
 */
final class WarmUpCommand {
  private static final int CALLS = 6000;
  private static final int STREAMS = 300;
  private static final String HOST = "127.0.0.1";
  private static final String MODEL = "warm-up";

  private final int gateway;
  private String key = "";

  private WarmUpCommand(int gateway) {
    this.gateway = gateway;
  }

  static CommandLine commandLine() {
    CommandSpec spec =
        Subcommand.of(
            "warm-up",
            "Start, make calls and exit, to create the start-up cache.",
            parsed -> run());
    spec.usageMessage().hidden(true);
    return new CommandLine(spec);
  }

  private static int run() {
    try {
      Path data = Files.createTempDirectory("llm-chat-warm-up");
      try (Running provider = Running.start(provider());
          Running running =
              Running.start(
                  standalone(data, provider.inferencePort()), OutputStream.nullOutputStream())) {
        new WarmUpCommand(running.gatewayPort()).callAll();
      } finally {
        delete(data);
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Settings provider() {
    return ProgramSettings.of(
            Map.of(
                "INFERENCE_HOST",
                HOST,
                "INFERENCE_PORT",
                "0",
                "MODEL_NAME",
                MODEL,
                "LOG_LEVEL",
                "warn"))
        .checkFor(ServiceRole.INFERENCE);
  }

  /** With the log enabled, so that it is profiled too. */
  private static Settings standalone(Path data, int provider) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DATA_DIR", data.toString());
    settings.put("GATEWAY_HOST", HOST);
    settings.put("GATEWAY_PORT", "0");
    settings.put("INFERENCE_PORT", "0");
    settings.put("MODEL_NAME", MODEL);
    settings.put("OPENAI_BASE_URL", "http://" + HOST + ":" + provider + "/v1");
    settings.put("RATE_LIMIT", "1000000/minute");
    return ProgramSettings.of(settings).checkFor(ServiceRole.STANDALONE);
  }

  private void callAll() throws IOException {
    key =
        post("/signup", "{\"username\":\"warm\",\"password\":\"warm-up-only\"}")
            .replaceFirst("(?s).*\"api_key\":\"([^\"]*)\".*", "$1");
    for (int i = 0; i < CALLS; i++) {
      var _ = post("/v1/chat/completions", chat(false, 3));
    }
    for (int i = 0; i < STREAMS; i++) {
      var _ = post("/v1/chat/completions", chat(true, 30));
    }
    var _ = post("/chat", "{\"message\":\"Hello\"}");
    for (String path : new String[] {"/", "/livez", "/readyz", "/v1/models", "/docs", "/metrics"}) {
      var _ = answer(open(path));
    }
  }

  private static String chat(boolean stream, int words) {
    return "{\"model\":\""
        + MODEL
        + "\",\"stream\":"
        + stream
        + ",\"messages\":[{\"role\":\"user\",\"content\":\"[demo delay=0ms words="
        + words
        + "]\"}]}";
  }

  private String post(String path, String json) throws IOException {
    HttpURLConnection call = open(path);
    call.setDoOutput(true);
    call.setRequestProperty("content-type", "application/json");
    call.getOutputStream().write(json.getBytes(UTF_8));
    return answer(call);
  }

  private HttpURLConnection open(String path) throws IOException {
    URI address = URI.create("http://" + HOST + ":" + gateway + path);
    HttpURLConnection call = (HttpURLConnection) address.toURL().openConnection();
    call.setRequestProperty("authorization", "Bearer " + key);
    return call;
  }

  /** Reads to the end, so that the connection is reused. */
  private static String answer(HttpURLConnection call) throws IOException {
    InputStream body = call.getResponseCode() < 400 ? call.getInputStream() : call.getErrorStream();
    return new String(body.readAllBytes(), UTF_8);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
