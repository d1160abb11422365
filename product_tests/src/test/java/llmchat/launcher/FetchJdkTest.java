package llmchat.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static llmchat.launcher.LaunchedProject.jdk;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import llmchat.launcher.LaunchedProject.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server answers as Adoptium's API does, as far as the launcher reads it. */
class FetchJdkTest {
  @TempDir Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private LaunchedProject project;
  private HttpServer server;
  private byte[] archive = {};
  private String checksum = "";

  @BeforeEach
  void aMachineWithoutJdk() throws Exception {
    project = new LaunchedProject(folder);
    project.maven();
    archive = archiveOf(jdk(folder.resolve("packed/jdk-25.0.9+1"), "25.0.9"));
    checksum = sha256(archive);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v3/assets/latest/25/hotspot", call -> answer(call, asset().getBytes(UTF_8)));
    server.createContext("/jdk.tar.gz", call -> answer(call, archive));
    server.start();
    project.with("LLM_CHAT_JDK_URL", url(""));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesAJdkWhenAllowedAndGoesOn() throws Exception {
    Run run = project.with("LLM_CHAT_FETCH_JDK", "1").run("check-config");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    assertThat(run.stdout())
        .startsWith(project.home.resolve(".jdk/jdk-25.0.9+1/bin/java") + " in ");
    assertThat(asked.getFirst())
        .startsWith("/v3/assets/latest/25/hotspot?")
        .contains("image_type=jdk", "vendor=eclipse", "architecture=", "os=");
    assertThat(names(project.home.resolve(".jdk"))).containsExactly("jdk-25.0.9+1");
  }

  @Test
  void fetchesOnlyOnce() throws Exception {
    project.with("LLM_CHAT_FETCH_JDK", "1").run("check-config");
    project.run("check-config");
    assertThat(asked).hasSize(2);
  }

  @Test
  void fetchesWithWgetWhereThereIsNoCurl() throws Exception {
    project.remove("curl");
    Run run = project.with("LLM_CHAT_FETCH_JDK", "1").run("check-config");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
  }

  @Test
  void keepsNothingWhenTheChecksumIsWrong() throws Exception {
    checksum = "0".repeat(64);
    Run run = project.with("LLM_CHAT_FETCH_JDK", "1").run("serve");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("llm-chat: wrong checksum for " + url("/jdk.tar.gz") + " (")
        .contains(checksum, sha256(archive));
    assertThat(project.home.resolve(".jdk")).doesNotExist();
  }

  @Test
  void refusesAnAnswerWithoutChecksum() throws Exception {
    checksum = "";
    Run run = project.with("LLM_CHAT_FETCH_JDK", "1").run();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("names no SHA-256").containsOnlyOnce("\n");
    assertThat(asked).hasSize(1);
  }

  @Test
  void saysInOneLineThatTheServerHasNoSuchJdk() throws Exception {
    server.removeContext("/v3/assets/latest/25/hotspot");
    Run run = project.with("LLM_CHAT_FETCH_JDK", "1").run();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr())
        .startsWith("llm-chat: cannot download " + url("/v3/"))
        .contains("404")
        .containsOnlyOnce("\n");
    assertThat(project.home.resolve(".jdk")).doesNotExist();
  }

  @Test
  void keepsNothingOfABrokenArchive() throws Exception {
    archive = "no archive".getBytes(UTF_8);
    checksum = sha256(archive);
    Run run = project.with("LLM_CHAT_FETCH_JDK", "1").run();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("llm-chat: cannot unpack " + url("/jdk.tar.gz"));
    assertThat(project.home.resolve(".jdk")).doesNotExist();
  }

  @Test
  void fetchesNothingUnasked() throws Exception {
    Run run = project.run();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr()).contains("LLM_CHAT_FETCH_JDK=1").containsOnlyOnce("\n");
    assertThat(asked).isEmpty();
  }

  /** As on a Mac, where an installer with a checksum of its own comes before the package. */
  private String asset() {
    return """
    [
        {
            "binary": {
                "image_type": "jdk",
                "installer": {
                    "checksum": "%s",
                    "link": "%s"
                },
                "package": {
                    "checksum": "%s",
                    "checksum_link": "%s.sha256.txt",
                    "link": "%s",
                    "metadata_link": "%s.json",
                    "size": 207486543
                }
            },
            "release_name": "jdk-25.0.9+1"
        }
    ]
    """
        .formatted(
            "f".repeat(64),
            url("/jdk.pkg"),
            checksum,
            url("/jdk.tar.gz"),
            url("/jdk.tar.gz"),
            url("/jdk.tar.gz"));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange call, byte[] body) throws IOException {
    asked.add(call.getRequestURI().toString());
    try (call) {
      call.sendResponseHeaders(200, body.length);
      call.getResponseBody().write(body);
    }
  }

  private static byte[] archiveOf(Path jdk) throws IOException, InterruptedException {
    Path archive = jdk.resolveSibling("archive.tar.gz");
    Process tar =
        new ProcessBuilder("tar", "-czf", archive.toString(), jdk.getFileName().toString())
            .directory(jdk.resolveSibling("").toFile())
            .start();
    assertThat(tar.waitFor()).isZero();
    return Files.readAllBytes(archive);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
