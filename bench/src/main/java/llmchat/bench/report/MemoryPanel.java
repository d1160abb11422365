package llmchat.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.measure.Subjects;

/** Resident memory against the number of open streams, a line for each subject. */
final class MemoryPanel {
  private static final List<Double> TICKS =
      List.of(10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0);

  /** A line's label is right of its last point, as a multiple of its streams. */
  private static final double LABEL = 1.06;

  private static final String LAYERS =
      """
      {"layers": [
        {"geom": "line", "size": 2, "mapping":
          {"x": "streams", "y": "mb", "group": "name", "color": "color"}},
        {"geom": "point", "size": 4.5, "mapping": {"x": "streams", "y": "mb", "color": "color"}},
        {"geom": "text", "size": 6.5, "hjust": 0.0, "color": "#1f2937",
          "family": "Helvetica, Arial, sans-serif",
          "mapping": {"x": "labelAt", "y": "mb", "label": "label"}}
      ]}
      """;

  private record Point(String subject, int streams, double mb, boolean last) {}

  private MemoryPanel() {}

  /** Empty unless LLM Chat was measured with two numbers of streams or more. */
  static Optional<Map<String, Object>> of(Figures figures) {
    List<Integer> counts =
        figures.streamCounts().stream()
            .filter(count -> rss(figures, Subjects.STANDALONE, count).isPresent())
            .toList();
    if (counts.size() < 2) {
      return Optional.empty();
    }
    List<Point> points = new ArrayList<>();
    for (String subject : figures.streamSubjects()) {
      points.addAll(line(figures, subject, counts));
    }
    Map<String, Object> plot =
        PlotSpec.plot(
            "Memory with that many streams open",
            "resident memory of all processes, logarithmic; lower is better");
    plot.put("data", PlotSpec.columns(points.stream().map(MemoryPanel::row).toList()));
    plot.putAll(PlotSpec.read(LAYERS));
    plot.putAll(PlotSpec.read(scales(counts, points)));
    return Optional.of(plot);
  }

  private static List<Point> line(Figures figures, String subject, List<Integer> counts) {
    List<Integer> measured =
        counts.stream().filter(count -> rss(figures, subject, count).isPresent()).toList();
    return measured.stream()
        .map(count ->
            new Point(
                subject,
                count,
                rss(figures, subject, count).orElseThrow().median(),
                count.equals(measured.getLast())))
        .toList();
  }

  private static Map<String, Object> row(Point point) {
    return Map.of(
        "name",
        SubjectNames.of(point.subject),
        "streams",
        (double) point.streams,
        "labelAt",
        point.streams * LABEL,
        "mb",
        point.mb,
        "label",
        label(point),
        "color",
        SubjectNames.colour(point.subject));
  }

  private static String label(Point point) {
    return point.last ? SubjectNames.of(point.subject) + ", " + Numbers.of(point.mb) + " MB" : "";
  }

  private static String scales(List<Integer> counts, List<Point> points) {
    double least = points.stream().mapToDouble(Point::mb).min().orElseThrow() * 0.6;
    double most = points.stream().mapToDouble(Point::mb).max().orElseThrow() * 1.3;
    double first = counts.getFirst();
    double last = counts.getLast();
    // What the labels behind the last points need, as a part of the scale.
    double labels = Math.pow(last / first, 0.32);
    return """
    {"scales": [
      {"aesthetic": "x", "trans": "log10", "limits": [%s, %s], "expand": [0, 0],
        "breaks": %s, "format": "{,d} streams"},
      {"aesthetic": "y", "trans": "log10", "limits": [%s, %s], "expand": [0, 0],
        "breaks": %s, "format": "{,d} MB"},
      {"aesthetic": "color", "discrete": true, "scale_mapper_kind": "identity"}
    ]}
    """
        .formatted(
            first * 0.94,
            last * labels,
            counts.stream().map(Integer::doubleValue).toList(),
            least,
            most,
            TICKS.stream().filter(tick -> tick > least && tick < most).toList());
  }

  private static Optional<Spread> rss(Figures figures, String subject, int count) {
    return figures.of(Scenarios.streams(count), subject, Measures.RSS);
  }
}
