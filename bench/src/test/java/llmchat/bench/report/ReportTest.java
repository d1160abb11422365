package llmchat.bench.report;

import static java.util.stream.Collectors.joining;
import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Samples;
import llmchat.bench.measure.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

class ReportTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatARunFound() throws Exception {
    Samples samples = SampleRun.full().samples();
    Path file = folder.resolve("target").resolve("samples.json");
    samples.write(file);
    Samples again = Samples.read(file);
    assertThat(again).isEqualTo(samples);
    assertThat(again.machine().keySet()).containsExactly("machine", "when");
  }

  @Test
  void writesThePageAndThePictureThatItShows() throws Exception {
    new Report(SampleRun.full().samples()).write(folder);
    assertThat(Files.readString(folder.resolve("report.md"))).contains("](report.svg)");
    assertThat(folder.resolve("report.svg")).isNotEmptyFile();
  }

  @Test
  void writesASmallRunLikeThis() {
    SampleRun run =
        new SampleRun()
            .fact("machine", "2 cores")
            .add(Scenarios.JSON, "nginx", Measures.CPU_PER_CALL, 30, 32, 34)
            .add(Scenarios.JSON, "nginx", Measures.CALLS_PER_SECOND, 25_316)
            .add(Scenarios.JSON, "standalone", Measures.CPU_PER_CALL, 54, 64, 61.2)
            .add(Scenarios.JSON, "standalone", Measures.CALLS_PER_SECOND, 14_000)
            .add(Scenarios.JSON, "standalone", Measures.P99, 2.81)
            .remark(Remark.Kind.LOAD_BOUND, Scenarios.JSON, "nginx", "load at 99 %")
            .fault("client | gone", "standalone", true, "closed")
            .fault("client | gone", "litellm", false, "<nothing>");
    assertThat(Markdown.of(run.figures(), "report.svg"))
        .startsWith("# Benchmark\n\n![")
        .contains("- machine: 2 cores\n")
        .contains("the median of 3 rounds")
        .contains("| CPU of a JSON call | ≤ 2 × nginx | 1.80 (1.80–2.00) | holds |\n")
        .contains("| ready | ≤ 1 s | – | not measured |\n")
        .contains(
            """
            | subject | CPU µs/call | × nginx (min–max) | calls/s | p50 ms | p99 ms |
            | --- | ---: | ---: | ---: | ---: | ---: |
            | nginx | 32.0 | 1.00 | bound | bound | bound |
            | **LLM Chat** | 61.2 | 1.80 (1.80–2.00) | 14,000 | – | 2.81 |
            """)
        .contains(
            """
            | fault | **LLM Chat** | litellm |
            | --- | --- | --- |
            | client \\| gone | ✓ closed | ✗ &lt;nothing> |
            """)
        .contains("| json | nginx | bound | load at 99 % |\n")
        .doesNotContain("streams at once", "Start, idle, size");
  }

  @Test
  void fitsATerminalOfAHundredColumns() {
    SampleRun run = SampleRun.full();
    range(0, 9).forEach(i -> run.fault("client gone", "peer-" + i, false, "clean end, no [DONE]"));
    String text = new Report(run.samples()).text();
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    assertThat(text).contains("does not hold").doesNotContain("**");
  }

  @Test
  void drawsEverySubjectInWellFormedXml() throws Exception {
    String drawn = textsOf(Plot.of(SampleRun.full().figures()));
    assertThat(drawn)
        .contains("CPU of a JSON call", "CPU of a chunk, 1,000 streams")
        .contains("nginx", "LLM Chat", "LLM Chat, split", "sglang-router", "litellm")
        .contains("1.80 ×", "24.3 × at 30");
  }

  @Test
  void drawsTheChunksOfTheOneNumberOfStreamsThatWasMeasured() throws Exception {
    SampleRun run =
        new SampleRun()
            .calls("nginx", 10, 10)
            .calls("standalone", 20, 20)
            .streams(300, "nginx", 40, 20)
            .streams(300, "standalone", 50, 200);
    assertThat(textsOf(Plot.of(run.figures()))).contains("CPU of a chunk, 300 streams", "1.25 ×");
  }

  @Test
  void drawsOnlyWhatWasMeasured() throws Exception {
    assertThat(textsOf(Plot.of(new SampleRun().calls("nginx", 10, 10).figures())))
        .contains("CPU of a JSON call", "1.00 ×")
        .doesNotContain("chunk");
    assertThat(textsOf(Plot.of(new SampleRun().figures()))).isEmpty();
  }

  private static String textsOf(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    byte[] bytes = svg.getBytes(StandardCharsets.UTF_8);
    NodeList texts =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(bytes))
            .getElementsByTagName("text");
    return range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent().strip())
        .collect(joining("\n"));
  }
}
