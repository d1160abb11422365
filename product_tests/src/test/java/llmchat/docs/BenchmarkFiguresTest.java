package llmchat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README says of the cost is what the benchmark's last report says. */
class BenchmarkFiguresTest {
  private static final String HEADING = "## What it costs\n";

  @Test
  void everyRowInTheReadmeStandsInTheReport() throws IOException {
    String readme = Files.readString(Guide.home().resolve("README.md"));
    int from = readme.indexOf(HEADING) + HEADING.length();
    List<String> rows =
        readme
            .substring(from, readme.indexOf("\n## ", from))
            .lines()
            .filter(line -> line.startsWith("|"))
            .toList();

    assertThat(rows).hasSizeGreaterThan(4);
    assertThat(Files.readAllLines(Guide.home().resolve("bench/report.md"))).containsAll(rows);
  }
}
