package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.testkit.Http;
import org.jspecify.annotations.Nullable;

/** A gateway in a process of its own, as deployments have it, which keeps its port. */
final class GatewayProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  private final Path folder;
  private final Map<String, String> settings;
  private final int port;
  private final Http http;
  private @Nullable Process process;

  /** One that does not run yet; the folder is its own. */
  GatewayProcess(Path folder, Map<String, String> settings) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.settings = new HashMap<>(Installation.SETTINGS);
    this.port = freePort();
    this.settings.putAll(settings);
    this.settings.put("DATA_DIR", folder.resolve("data").toString());
    this.settings.put("GATEWAY_PORT", Integer.toString(port));
    this.http = Http.to(port);
  }

  int port() {
    return port;
  }

  /** Calls to it, without a key. */
  Http http() {
    return http;
  }

  /** What it has logged and printed since it was made. */
  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Starts it and returns at once. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What starts fastest: these processes live for seconds.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("llmchat.standalone.Main", "gateway"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(settings);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    process = builder.start();
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
    long begun = System.nanoTime();
    while (!isReady()) {
      boolean late = System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      if (late || !running().isAlive()) {
        throw new AssertionError("the gateway did not start:\n" + log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return http.get("/readyz").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Tells it to stop (SIGTERM) and returns its exit code when it has. */
  int stop() throws InterruptedException {
    Process stopping = running();
    stopping.destroy();
    assertThat(stopping.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("stopped").isTrue();
    process = null;
    return stopping.exitValue();
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
