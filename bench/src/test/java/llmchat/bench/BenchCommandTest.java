package llmchat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as users run it, on the program as it was built; nothing about speed. */
@EnabledOnOs(OS.LINUX)
class BenchCommandTest {
  /** Maven runs tests in the module's folder, some editors in the project's. */
  private static final Path HOME =
      Path.of(Files.exists(Path.of("llm-chat")) ? "." : "..").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Path scratch;

  @BeforeEach
  void aFolderForWhatSubjectsWrite() throws IOException {
    scratch = Files.createDirectories(folder.resolve("scratch"));
  }

  @Test
  void leavesNothingBehindWhenItIsInterrupted() throws Exception {
    Process bench = start("--short", "--only", "json", "--subjects", "standalone");
    boolean begun = bench.inputReader().lines().anyMatch(l -> l.contains("json, standalone"));
    assertThat(begun).isTrue();
    List<ProcessHandle> started = new ArrayList<>();
    while (started.isEmpty() && bench.isAlive()) {
      started.addAll(bench.descendants().toList());
    }
    bench.destroy();
    assertThat(bench.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(started).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void namesTheScenariosThatThereAreForOneThatIsNot() {
    StringWriter err = new StringWriter();
    CommandLine command = BenchCommand.commandLine().setErr(new PrintWriter(err));
    assertThat(command.execute("--only", "jsno")).isEqualTo(2);
    assertThat(err.toString()).contains("\"jsno\"", "json, streams, half-load");
  }

  @Test
  void saysHowATimeIsWritten() {
    StringWriter err = new StringWriter();
    CommandLine command = BenchCommand.commandLine().setErr(new PrintWriter(err));
    assertThat(command.execute("--soak", "30")).isEqualTo(2);
    assertThat(err.toString()).contains("write 90s, 30m or 2h");
  }

  /** The command in a process of its own, for it pins itself to one processor. */
  private Process start(String... arguments) throws IOException {
    Path program = HOME.resolve("standalone/target");
    assumeTrue(
        Files.exists(program.resolve("llm-chat.jar")) && Files.isDirectory(program.resolve("lib")),
        "SKIPPED: the benchmark measures the built program, and there is none; run mvn verify");
    assumeTrue(
        Runtime.getRuntime().availableProcessors() > 1,
        "SKIPPED: the benchmark needs two processors");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@" + HOME.resolve("bench/jvm.options"),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + scratch,
                "-Dllmchat.home=" + HOME,
                "-Dllmchat.bench.kept=" + folder.resolve("kept"),
                "-cp",
                System.getProperty("java.class.path"),
                BenchCommand.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
