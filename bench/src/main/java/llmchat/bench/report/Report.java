package llmchat.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import llmchat.bench.measure.Samples;

/** A run's report: a page with a picture beside it, and the same tables for a terminal. */
public final class Report {
  private static final String PAGE = "report.md";
  private static final String PLOT = "report.svg";

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
    return PlainText.of(figures);
  }
}
