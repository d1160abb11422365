package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does to a process of its own. */
@Timeout(180)
class SignalsTest {
  private static final int SIGTERM = 143;

  @TempDir Path folder;

  @Test
  void drainsAtTheFirstAndEndsAtOnceAtTheSecond() throws Exception {
    try (Served served = serve(Map.of("DRAIN_DELAY", "10m"))) {
      served.awaitLine("Stop with Ctrl-C");
      served.terminate();
      served.awaitLine("stopping");
      assertThat(served.process.isAlive()).isTrue();
      served.terminate();
      assertThat(served.exitCode()).isEqualTo(SIGTERM);
    }
  }

  @Test
  void endsWithSuccessAfterAnOrderlyStop() throws Exception {
    try (Served served = serve(Map.of())) {
      served.awaitLine("Stop with Ctrl-C");
      served.terminate();
      served.awaitLine("stopped");
      assertThat(served.exitCode()).isZero();
    }
  }

  @Test
  void endsAStartThatWaitsForItsDatabase() throws Exception {
    String nobody = "127.0.0.1:" + closedPort();
    try (Served served = serve(Map.of("DATABASE_URL", "postgresql://me@" + nobody + "/db"))) {
      served.awaitLine("waiting for " + nobody + ", at most 60 s");
      served.terminate();
      assertThat(served.exitCode()).isEqualTo(SIGTERM);
    }
  }

  private Served serve(Map<String, String> more) throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "llmchat.standalone.Main",
            "serve");
    program.directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = program.environment();
    environment.putAll(Installation.SETTINGS);
    environment.put("DATA_DIR", folder.toString());
    environment.put("LOG_LEVEL", "info");
    environment.putAll(more);
    Process process = program.start();
    return new Served(process, process.inputReader());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The running program and what it says. */
  private record Served(Process process, BufferedReader output) implements AutoCloseable {
    /** SIGTERM; the process's own method would close what it still says too. */
    void terminate() {
      process.toHandle().destroy();
    }

    /** Reads on until a line holds the words; the test's time limit is the patience. */
    void awaitLine(String words) throws IOException {
      List<String> before = new ArrayList<>();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        before.add(line);
        if (line.contains(words)) {
          return;
        }
      }
      throw new AssertionError("no \"" + words + "\" in " + before);
    }

    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
