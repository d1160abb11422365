package llmchat.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.report.CostPanel.Bar;

/**
 * The picture of a report: what a call and a chunk cost beside nginx, and what streams take of
 * memory.
 */
final class Plot {
  private static final int ROW = 32;
  private static final int AROUND_ROWS = 110;
  private static final int MEMORY_HEIGHT = 330;
  private static final int WIDTH = 960;

  private final Figures figures;

  private Plot(Figures figures) {
    this.figures = figures;
  }

  /** As SVG. */
  static String of(Figures figures) {
    return new Plot(figures).draw();
  }

  private String draw() {
    List<Bar> calls = calls();
    List<Bar> chunks = chunks();
    List<Object> costs = new ArrayList<>();
    addTo(costs, "CPU of a JSON call", calls);
    addTo(costs, "CPU of a chunk, " + Numbers.whole(usualCount()) + " streams", chunks);
    int costsHeight =
        costs.isEmpty()
            ? 0
            : AROUND_ROWS + ROW * Math.max(2, Math.max(calls.size(), chunks.size()));
    Optional<Map<String, Object>> memory = MemoryPanel.of(figures);
    return page(
        costs.isEmpty() ? "" : PlotSpec.svg(PlotSpec.beside(costs), WIDTH, costsHeight),
        costsHeight,
        memory.map(panel -> PlotSpec.svg(panel, WIDTH, MEMORY_HEIGHT)).orElse(""),
        costsHeight + (memory.isPresent() ? MEMORY_HEIGHT : 0));
  }

  private static void addTo(List<Object> costs, String title, List<Bar> bars) {
    if (!bars.isEmpty()) {
      costs.add(CostPanel.of(title, bars));
    }
  }

  /** One above the other, on paper of its own; a page that shows it smaller shows it all. */
  private static String page(String costs, int costsHeight, String memory, int height) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
    <rect width="%1$d" height="%2$d" rx="8" fill="#ffffff"/>
    %3$s
    <g transform="translate(0 %4$d)">
    %5$s
    </g>
    </svg>
    """
        .formatted(WIDTH, height, costs, costsHeight, memory);
  }

  private List<Bar> calls() {
    List<Bar> bars = new ArrayList<>();
    for (String subject : figures.subjects(Scenarios.JSON)) {
      figures
          .ratio(Scenarios.JSON, subject, Measures.CPU_PER_CALL)
          .ifPresent(ratio -> bars.add(new Bar(subject, ratio, "")));
    }
    return bars;
  }

  /** At the number of streams that most took, or else at the most that the subject took. */
  private List<Bar> chunks() {
    int usual = usualCount();
    List<Bar> bars = new ArrayList<>();
    for (String subject : figures.streamSubjects()) {
      Optional<Spread> ratio = chunkRatio(subject, usual);
      if (ratio.isPresent()) {
        bars.add(new Bar(subject, ratio.get(), ""));
      } else {
        mostStreams(subject).ifPresent(bars::add);
      }
    }
    return bars;
  }

  private Optional<Bar> mostStreams(String subject) {
    return figures.streamCounts().reversed().stream()
        .flatMap(count ->
            chunkRatio(subject, count)
                .map(ratio -> new Bar(subject, ratio, " at " + Numbers.whole(count)))
                .stream())
        .findFirst();
  }

  /** The largest of the numbers of streams that the most subjects took. */
  private int usualCount() {
    int usual = 0;
    long most = 0;
    for (int count : figures.streamCounts()) {
      long took =
          figures.streamSubjects().stream()
              .filter(subject -> chunkRatio(subject, count).isPresent())
              .count();
      if (took >= most) {
        most = took;
        usual = count;
      }
    }
    return usual;
  }

  private Optional<Spread> chunkRatio(String subject, int count) {
    return figures.ratio(Scenarios.streams(count), subject, Measures.CPU_PER_CHUNK);
  }
}
