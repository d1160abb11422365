package llmchat.bench.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.stream.Collectors;

/** The tables for a terminal: at most 100 columns wide, long cells in several lines. */
final class PlainText {
  private static final int WIDTH = 100;

  private PlainText() {}

  static String of(Figures figures) {
    return Tables.of(figures).stream().map(PlainText::table).collect(Collectors.joining("\n"));
  }

  static String table(Table table) {
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
        .map(row -> row.stream().map(PlainText::plain).toArray(String[]::new))
        .toArray(String[][]::new);
  }

  /** Without what only Markdown shows. */
  private static String plain(String cell) {
    return cell.replace("**", "");
  }
}
