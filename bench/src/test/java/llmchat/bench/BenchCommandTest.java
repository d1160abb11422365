package llmchat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Sample;
import llmchat.bench.measure.Samples;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.report.SamplesFile;
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

  private static final String STREAMS = Scenarios.streams(50);

  @TempDir Path folder;
  private Path scratch;

  @BeforeEach
  void aFolderForWhatSubjectsWrite() throws IOException {
    scratch = Files.createDirectories(folder.resolve("scratch"));
  }

  @Test
  void takesFiguresOfEveryKindInItsShortForm() throws Exception {
    Process bench = start("--short", "--report", folder.resolve("report").toString());
    String output = new String(bench.getInputStream().readAllBytes(), UTF_8);
    assertThat(bench.waitFor()).as(output).isZero();
    Samples samples = SamplesFile.read(folder.resolve("kept/samples.json"));
    assertThat(samples.remarks())
        .as(output)
        .noneMatch(
            remark -> remark.kind() == Remark.Kind.LEFT_OUT && !remark.subject().equals("nginx"));
    for (String subject : List.of("standalone", "split")) {
      assertThat(measured(samples, subject))
          .as(output)
          .contains(
              Scenarios.START + " " + Measures.READY,
              Scenarios.START + " " + Measures.IDLE_RSS,
              Scenarios.JSON + " " + Measures.CPU_PER_CALL,
              STREAMS + " " + Measures.CPU_PER_CHUNK);
      for (String fault : List.of(Measures.LOST, Measures.REORDERED, Measures.BROKEN)) {
        assertThat(values(samples, subject, fault)).as(fault).isNotEmpty().containsOnly(0.0);
      }
    }
    assertThat(measured(samples, "standalone"))
        .contains(
            Scenarios.HALF_LOAD + " " + Measures.P99,
            Scenarios.AFTER_LOAD + " " + Measures.RSS_AFTER);
    assertThat(folder.resolve("report/report.md")).content().contains("LLM Chat");
    assertThat(folder.resolve("report/report.svg")).isNotEmptyFile();
    assertThat(scratch).as("what subjects wrote").isEmptyDirectory();
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
    assertThat(command.execute("--home", HOME.toString(), "--only", "jsno")).isEqualTo(2);
    assertThat(err.toString()).contains("\"jsno\"", "json, streams, half-load");
  }

  @Test
  void saysHowATimeIsWritten() {
    StringWriter err = new StringWriter();
    CommandLine command = BenchCommand.commandLine().setErr(new PrintWriter(err));
    assertThat(command.execute("--soak", "30")).isEqualTo(2);
    assertThat(err.toString()).contains("write 90s, 30m or 2h");
  }

  private static Set<String> measured(Samples samples, String subject) {
    return samples.samples().stream()
        .filter(sample -> sample.subject().equals(subject))
        .map(sample -> sample.scenario() + " " + sample.measure())
        .collect(Collectors.toSet());
  }

  private static List<Double> values(Samples samples, String subject, String measure) {
    return samples.samples().stream()
        .filter(sample -> sample.subject().equals(subject) && sample.measure().equals(measure))
        .map(Sample::value)
        .toList();
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
                "-cp",
                System.getProperty("java.class.path"),
                BenchCommand.class.getName(),
                "--home",
                HOME.toString(),
                "--kept",
                folder.resolve("kept").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
