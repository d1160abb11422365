package llmchat.bench.report;

import java.util.List;

/**
 * A table before it is Markdown or plain text. The first column is words; the rest are numbers,
 * unless it is {@code words} altogether.
 *
 * @param note what a reader must know, one line, may be empty
 */
record Table(
    String title, String note, boolean words, List<String> columns, List<List<String>> rows) {

  Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Nobody was measured, so there is nothing to show. */
  boolean isEmpty() {
    return rows.isEmpty();
  }
}
