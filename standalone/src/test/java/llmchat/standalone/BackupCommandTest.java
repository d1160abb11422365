package llmchat.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import llmchat.server.config.ServiceRole;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Backup and restore as an operator types them, beside a gateway that is at work. */
@Timeout(120)
class BackupCommandTest {
  private static final String PASSWORD = "a password of some length";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void takesABackupUnderLoadThatServesInANewFolder() throws Exception {
    Path data = folder.resolve("data");
    Path file;
    String key;
    String chat;
    try (Running gateway = start(data);
        Http http = Http.to(gateway.gatewayPort())) {
      key = signUp(http, "ann");
      chat = chat(http.bearer(key), "Remember me");
      file = backUpUnderLoad(http.bearer(key), data);
    }
    Path other = folder.resolve("other");
    assertThat(run("restore", file.toString(), "--data-dir", other.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("other/llm-chat.db: 1 user, ")
        .contains("Start the gateway");

    try (Running gateway = start(other);
        Http http = Http.to(gateway.gatewayPort())) {
      assertThat(http.bearer(key).post("/verify_token", "").statusCode()).isEqualTo(200);
      assertThat(
              http.postForm("/login", "username=ann&password=" + PASSWORD.replace(' ', '+'))
                  .statusCode())
          .isEqualTo(200);
      assertThat(http.bearer(key).get("/chat/" + chat + "/history").body())
          .contains("{\"role\":\"user\",\"text\":\"Remember me\"}")
          .contains("\"role\":\"assistant\"");
      assertThat(chat(http.bearer(key), "And go on")).isNotEmpty();

      assertThat(run("restore", file.toString(), "--force", "--data-dir", other.toString()))
          .isEqualTo(1);
      assertThat(err.toString()).contains("is in use by another LLM Chat").hasLineCount(1);
    }
  }

  @Test
  void refusesASecondStartOnTheSameFolder() {
    try (Running _ = start(folder)) {
      assertThat(
              run(
                  "serve",
                  "--data-dir=" + folder,
                  "--gateway-host=127.0.0.1",
                  "--gateway-port=0",
                  "--inference-port=0",
                  "--log-level=error"))
          .isEqualTo(1);
      assertThat(err.toString())
          .startsWith("llm-chat: The database file " + folder.resolve("llm-chat.db"))
          .contains("is in use by another LLM Chat (process ")
          .hasLineCount(1);
    }
  }

  @Test
  void tellsWhatIsWrongInOneLine() {
    assertThat(run("backup", "--data-dir", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("llm-chat: There is no database at " + folder.resolve("llm-chat.db"))
        .hasLineCount(1);
  }

  @Test
  void asksForTheFileToRestore() {
    assertThat(run("restore", "--data-dir", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("FILE").doesNotContain("cannot be read");
  }

  @Test
  void showsAServiceOnlyTheSettingsThatMatterToIt() {
    assertThat(help("gateway"))
        .contains("--gateway-port", "--data-dir", "--rate-limit", "--model-name")
        .doesNotContain("--inference-port", "--openai-base-url", "--demo-delay");
    assertThat(help("inference"))
        .contains("--inference-port", "--openai-base-url", "--model-name", "--max-body-size")
        .doesNotContain("--gateway-port", "--data-dir", "--rate-limit", "--signup");
    assertThat(help("serve")).contains("--gateway-port", "--inference-port", "--data-dir");
    assertThat(help("backup"))
        .contains("--to=FILE", "--data-dir", "--postgres-host", "--config-file")
        .doesNotContain("--gateway-port", "--log-level");
  }

  /** While three threads write, so that a copy of the bare file would be torn. */
  private Path backUpUnderLoad(Http caller, Path data) throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    List<Thread> load =
        Stream.generate(() ->
                Thread.ofVirtual()
                    .start(() -> {
                      while (!enough.get()) {
                        assertThat(chatted(caller)).isTrue();
                        written.incrementAndGet();
                      }
                    }))
            .limit(3)
            .toList();
    Path backups = Files.createDirectory(folder.resolve("backups"));
    int before = written.get();
    for (int i = 0; i < 3; i++) {
      Path to = backups.resolve(i + ".db");
      assertThat(run("backup", "--to", to.toString(), "--data-dir", data.toString()))
          .as(err.toString())
          .isZero();
      assertThat(out.toString()).contains(to + ": ", " 1 user, ", "Not included: the admin key");
    }
    assertThat(run("backup", "--to", backups.toString(), "--data-dir", data.toString())).isZero();
    enough.set(true);
    for (Thread each : load) {
      each.join();
    }
    assertThat(written.get()).isGreaterThan(before);
    try (Stream<Path> files = Files.list(backups)) {
      return files
          .filter(file ->
              file.getFileName()
                  .toString()
                  .matches("llm-chat-backup-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ\\.db"))
          .findAny()
          .orElseThrow();
    }
  }

  private static boolean chatted(Http caller) {
    try {
      return !chat(caller, "More").isEmpty();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private String help(String command) {
    assertThat(run(command, "--help")).isZero();
    return out.toString();
  }

  private static String signUp(Http http, String name) throws Exception {
    String answer =
        http.postForm("/signup", "username=" + name + "&password=" + PASSWORD.replace(' ', '+'))
            .body();
    return JsonMapper.shared().readTree(answer).path("api_key").asString();
  }

  /** Chats once; gives the chat's id. */
  private static String chat(Http caller, String message) throws Exception {
    String answer = caller.post("/chat", "{\"message\":\"" + message + "\"}").body();
    return JsonMapper.shared().readTree(answer).path("chat_id").asString("");
  }

  private static Running start(Path data) {
    return Running.start(
        ProgramSettings.of(
                Map.of(
                    "DATA_DIR", data.toString(),
                    "GATEWAY_HOST", "127.0.0.1",
                    "GATEWAY_PORT", "0",
                    "INFERENCE_PORT", "0",
                    "RATE_LIMIT", "off",
                    "DEMO_DELAY", "0ms",
                    "DRAIN_TIMEOUT", "5s",
                    "LOG_LEVEL", "error"))
            .checkFor(ServiceRole.STANDALONE));
  }
}
