package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.testkit.Await;
import llmchat.testkit.FreePort;
import llmchat.testkit.Http;
import org.jspecify.annotations.Nullable;

/**
 * The program in a process of its own, as deployments have it. It keeps its port and its folder,
 * and may be started again.
 */
final class ProgramProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String command;
  private final Path folder;
  private final Map<String, String> settings;
  private final int port = FreePort.find();
  private final Http http = Http.to(port);
  private @Nullable Process process;

  /**
   * One that does not run yet.
   *
   * @param command as on the command line, {@code serve} or {@code gateway}
   * @param folder of this process alone
   * @param setup whose settings it takes
   */
  ProgramProcess(String command, Path folder, Setup setup) throws IOException {
    this.command = command;
    this.folder = Files.createDirectories(folder);
    this.settings =
        setup.settingsAt(
            Map.of(
                "DATA_DIR", folder.resolve("data").toString(),
                "GATEWAY_PORT", Integer.toString(port)));
  }

  int port() {
    return port;
  }

  /** Calls to its gateway, without a key. */
  Http http() {
    return http;
  }

  /** What it has logged and printed since it was made. */
  String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Starts it and returns at once. */
  ProgramProcess start() throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What starts fastest: these processes live for seconds.
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    line.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    line.addAll(List.of("llmchat.standalone.Main", command));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(settings);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    process = builder.start();
    return this;
  }

  /** The program's classes and libraries, without what belongs to tests. */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(":", -1))
        .filter(entry -> !entry.contains("test-classes") && !entry.contains("testkit"))
        .collect(Collectors.joining(":"));
  }

  /** Returns when it serves. */
  void awaitReady() throws Exception {
    Await.until("the program to be ready", PATIENCE, () -> isReady() || !isAlive());
    assertThat(isAlive()).as(log()).isTrue();
  }

  private boolean isReady() throws InterruptedException {
    try {
      return http.get("/readyz").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Returns when it has said these words. */
  void awaitWords(String words) throws Exception {
    Await.until('"' + words + '"', PATIENCE, () -> log().contains(words) || !running().isAlive());
    assertThat(log()).contains(words);
  }

  boolean isAlive() {
    return running().isAlive();
  }

  /** SIGTERM. */
  void terminate() {
    running().destroy();
  }

  /** Returns its exit code when it has ended. */
  int exitCode(Duration patience) throws InterruptedException {
    Process ending = running();
    assertThat(ending.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)).as("ended").isTrue();
    return ending.exitValue();
  }

  /** Tells it to stop and returns its exit code when it has. */
  int stop() throws InterruptedException {
    terminate();
    return exitCode(PATIENCE);
  }

  private Process running() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("it was not started");
    }
    return running;
  }

  /** Ends it at once. */
  @Override
  public void close() throws InterruptedException {
    http.close();
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }
}
