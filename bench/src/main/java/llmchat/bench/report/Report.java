package llmchat.bench.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import llmchat.bench.measure.Samples;

/** A run's report: a page with a picture beside it, and the same tables for a terminal. */
public final class Report {
  private static final String PAGE = "report.md";
  private static final String PLOT = "report.svg";

  private static final int WIDTH = 100;

  private final Figures figures;

  /** Of those samples, from a run or from {@link Samples#read}. */
  public Report(Samples samples) {
    this.figures = new Figures(samples);
  }

  /** Writes {@code report.md} and {@code report.svg} into the folder, over what was there. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(PAGE), Markdown.of(figures, PLOT));
    Files.writeString(folder.resolve(PLOT), Plot.of(figures));
  }

  /** The tables in at most 100 columns, without colours. */
  public String text() {
    return Tables.of(figures).stream().map(Report::table).collect(Collectors.joining("\n"));
  }

  private static String table(Table table) {
    String body =
        AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
            .data(columns(table), rows(table))
            .lineSeparator("\n")
            .maxTableWidth(WIDTH)
            .asString();
    return table.title()
        + "\n"
        + body.lines().map(String::stripTrailing).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static Column[] columns(Table table) {
    List<String> names = table.columns();
    Column[] columns = new Column[names.size()];
    for (int i = 0; i < columns.length; i++) {
      HorizontalAlign align =
          i == 0 || table.words() ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
      columns[i] = new Column().header(names.get(i)).headerAlign(align).dataAlign(align);
    }
    return columns;
  }

  private static String[][] rows(Table table) {
    return table.rows().stream()
        .map(row -> row.stream().map(Report::plain).toArray(String[]::new))
        .toArray(String[][]::new);
  }

  /** Without what only Markdown shows. */
  private static String plain(String cell) {
    return cell.replace("**", "");
  }
}
