package llmchat.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder with the real launcher and little else, on a machine that has only what a test puts
 * there: its own PATH, HOME and system folders.
 */
final class LaunchedProject {
  /** What a run ended with. */
  record Run(int exitCode, String stdout, String stderr) {}

  private static final List<String> TOOLS =
      List.of(
          ("awk cat chmod cp cut date dirname find grep gzip head ln ls mkdir mkfifo mv nice ps pwd readlink rm"
                  + " rmdir sed sha256sum shasum sleep sort tail tar touch tr uname unzip curl wget")
              .split(" ", -1));

  final Path home;
  final Path userHome;
  final Path system;
  final Path programs;
  private final Map<String, String> environment = new HashMap<>();
  private String shell = "sh";

  LaunchedProject(Path folder) throws IOException {
    home = folder.resolve("a project");
    userHome = Files.createDirectories(folder.resolve("a user"));
    system = Files.createDirectories(folder.resolve("system"));
    programs = Files.createDirectories(folder.resolve("programs"));
    copyLauncher();
    for (String module :
        "llm server inference_service web gateway_service standalone".split(" ", -1)) {
      file(module + "/pom.xml", "<project/>");
      file(module + "/src/main/java/Main.java", "class Main {}");
    }
    file("pom.xml", "<project/>");
    file("standalone/jvm.options", "-Xmx64m\n");
    offerTools();
    with("LLM_CHAT_AOT", "off");
  }

  private void copyLauncher() throws IOException {
    // Maven runs tests in the module's folder, some editors in the project's.
    Path repository = Path.of(Files.exists(Path.of("llm-chat")) ? "." : "..");
    Files.createDirectories(home.resolve("launcher"));
    Files.copy(repository.resolve("llm-chat"), home.resolve("llm-chat"));
    try (Stream<Path> parts = Files.list(repository.resolve("launcher"))) {
      for (Path part : parts.toList()) {
        Files.copy(part, home.resolve("launcher").resolve(part.getFileName()));
      }
    }
  }

  private void offerTools() throws IOException {
    for (String tool : TOOLS) {
      for (String folder : System.getenv("PATH").split(":", -1)) {
        Path program = Path.of(folder, tool);
        if (Files.isExecutable(program) && !Files.exists(programs.resolve(tool))) {
          script(programs.resolve(tool), "exec " + program + " \"$@\"\n");
        }
      }
    }
  }

  /** Sets a variable of the launcher's environment. */
  LaunchedProject with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  LaunchedProject underShell(String name) {
    shell = name;
    return this;
  }

  void remove(String tool) throws IOException {
    Files.deleteIfExists(programs.resolve(tool));
  }

  /** Writes a file of the project. */
  Path file(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** Saves a source again, as newer than any build so far. */
  void touch(String name) throws IOException {
    Files.setLastModifiedTime(home.resolve(name), FileTime.from(Instant.now().plusSeconds(5)));
  }

  static Path script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * A JDK as far as the launcher can tell: its java says where it is called and with what, and
   * makes a start-up cache where it is told to.
   */
  static Path jdk(Path folder, String version) throws IOException {
    script(
        folder.resolve("bin/java"),
        """
        for argument; do
          case $argument in
            -XX:AOTCacheOutput=*) echo cache >"${argument#*=}" ;;
          esac
        done
        case $* in
          *AOTCacheOutput*" warm-up") exit "${FAKE_WARM_UP_EXIT-0}" ;;
          "-version") echo 'openjdk version "%s" 2025-09-16' >&2 ;;
          *) echo "$0 in $(pwd): $*" ;;
        esac
        """
            .formatted(version));
    script(folder.resolve("bin/javac"), "exit 0\n");
    Files.writeString(
        folder.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    return folder;
  }

  /** A Maven that "builds" a jar from the text of one source and counts its calls in a file. */
  void maven() throws IOException {
    maven(
        """
        mkdir -p standalone/target/lib
        cat llm/src/main/java/Main.java >standalone/target/llm-chat.jar
        echo library >standalone/target/lib/a.jar
        """);
  }

  /** A Maven that runs {@code body} in the project's folder. */
  void maven(String body) throws IOException {
    script(
        programs.resolve("mvn"),
        """
        if [ "$*" = -v ]; then echo "Apache Maven ${FAKE_MAVEN_VERSION-3.9.9} (abc)"; exit; fi
        echo "$JAVA_HOME $*" >>"%s"
        echo '[INFO] Building LLM Chat :: llm 0.1.0-SNAPSHOT                     [2/5]'
        %s\
        """
            .formatted(home.resolve("maven-calls"), body));
  }

  List<String> mavenCalls() throws IOException {
    Path calls = home.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    return await(start(arguments));
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(shell, home.resolve("llm-chat").toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(userHome.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", programs.toString());
    builder.environment().put("HOME", userHome.toString());
    builder.environment().put("LLM_CHAT_SYSROOT", system.toString());
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    return builder.start();
  }

  Run await(Process process) throws IOException, InterruptedException {
    String stdout = new String(process.getInputStream().readAllBytes(), UTF_8);
    String stderr = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), stdout, stderr);
  }
}
