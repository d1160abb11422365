package llmchat.bench.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as GitHub shows it. */
final class Markdown {
  private Markdown() {}

  /**
   * All of it.
   *
   * @param plot where the picture is, seen from the report
   */
  static String of(Figures figures, String plot) {
    return Stream.of(
            "# Benchmark",
            "![CPU of a call and of a chunk beside nginx](" + plot + ")",
            machine(figures.samples().machine()),
            "## Method\n\n" + method(figures.rounds()),
            Tables.of(figures).stream().map(Markdown::table).collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n"));
  }

  private static String method(int rounds) {
    return """
    Load and upstream share one core and the subject has another; all speak over the loopback.
    Each round measures nginx beside every subject in turn, and a ratio compares figures of one \
    round only; shown is the median of %d rounds.
    CPU is user and system time of all of a subject's processes over the counted calls or \
    chunks, after a warm-up; where the load side was the bottleneck it says so instead of a \
    figure.\
    """
        .formatted(rounds);
  }

  private static String machine(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> "- " + cell(fact.getKey()) + ": " + cell(fact.getValue()))
        .collect(Collectors.joining("\n"));
  }

  static String table(Table table) {
    String align = table.words() ? "| --- " : "| ---: ";
    StringBuilder text = new StringBuilder("## " + table.title() + "\n\n");
    if (!table.note().isEmpty()) {
      text.append(table.note()).append("\n\n");
    }
    text.append(row(table.columns()));
    text.append("| --- ").append(align.repeat(table.columns().size() - 1)).append("|\n");
    table.rows().forEach(row -> text.append(row(row)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(Markdown::emphasised)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Our own rows and columns stand out. */
  private static String emphasised(String cell) {
    return cell.startsWith(SubjectNames.OURS) ? "**" + cell(cell) + "**" : cell(cell);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace('\n', ' ');
  }
}
