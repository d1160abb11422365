package llmchat.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.report.CostPanel.Bar;

/** The picture of a report: what a call and a chunk cost beside nginx. */
final class Plot {
  private static final int WIDTH = 960;

  private final Figures figures;

  private Plot(Figures figures) {
    this.figures = figures;
  }

  /** As SVG. */
  static String of(Figures figures) {
    return new Plot(figures).draw();
  }

  /** Side by side; a page that shows it smaller shows it all. */
  private String draw() {
    SequencedMap<String, List<Bar>> panels = new LinkedHashMap<>();
    panels.put("CPU of a JSON call", calls());
    panels.put("CPU of a chunk, " + Numbers.whole(usualCount()) + " streams", chunks());
    panels.values().removeIf(List::isEmpty);
    int most = panels.values().stream().mapToInt(List::size).max().orElse(0);
    List<String> drawn = new ArrayList<>();
    double width = (double) WIDTH / Math.max(1, panels.size());
    panels.forEach((title, bars) -> {
      double left = drawn.size() * width;
      drawn.add(new CostPanel(bars, left, left + width).svg(title));
    });
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
    font-family="Helvetica, Arial, sans-serif" font-size="14" fill="#1f2937">
    <rect width="%1$d" height="%2$d" rx="8" fill="#ffffff"/>
    %3$s
    </svg>
    """
        .formatted(WIDTH, CostPanel.height(most), String.join("\n", drawn));
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
