package llmchat.bench.report;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A bar for each subject, as long as its cost beside nginx', on a logarithmic scale. */
final class CostPanel {

  /** How much of the scale, by its length, is left for the label of the longest bar. */
  private static final double ROOM = 0.42;

  /** Left of nginx' own 1, so that it has a bar too. */
  private static final double LEAST = 0.8;

  private static final double SHORTEST_SCALE = 3;
  private static final List<Integer> FINE_TICKS = List.of(1, 2, 3, 4, 6, 8);
  private static final List<Integer> COARSE_TICKS = List.of(1, 10, 100, 1_000, 10_000);
  private static final double COARSE_FROM = 8;

  private static final String LAYERS =
      """
      {"layers": [
        {"geom": "segment", "size": 8, "mapping":
          {"x": "start", "xend": "median", "y": "name", "yend": "name", "color": "color"}},
        {"geom": "segment", "size": 1.2, "color": "#1f2937", "mapping":
          {"x": "min", "xend": "max", "y": "name", "yend": "name"}},
        {"geom": "text", "size": 6.5, "hjust": 0.0, "color": "#1f2937",
          "family": "Helvetica, Arial, sans-serif",
          "mapping": {"x": "labelAt", "y": "name", "label": "label"}}
      ]}
      """;

  /**
   * What a bar shows.
   *
   * @param ratio to nginx
   * @param condition stands behind the figure, may be empty
   */
  record Bar(String subject, Spread ratio, String condition) {}

  private CostPanel() {}

  static Map<String, Object> of(String title, List<Bar> unsorted) {
    List<Bar> bars =
        unsorted.stream().sorted(Comparator.comparingDouble(bar -> bar.ratio.median())).toList();
    Map<String, Object> plot =
        PlotSpec.plot(title, "times nginx' CPU, logarithmic; shorter is better");
    double longest = longest(bars);
    plot.put("data", PlotSpec.columns(bars.stream().map(bar -> row(bar, longest)).toList()));
    plot.putAll(PlotSpec.read(LAYERS));
    plot.putAll(PlotSpec.read(scales(bars)));
    return plot;
  }

  private static Map<String, Object> row(Bar bar, double longest) {
    return Map.of(
        "name", SubjectNames.of(bar.subject),
        "start", LEAST,
        "median", bar.ratio.median(),
        "min", bar.ratio.min(),
        "max", bar.ratio.max(),
        "labelAt", bar.ratio.max() * Math.pow(longest, 0.05),
        "label", Numbers.of(bar.ratio.median()) + " ×" + bar.condition,
        "color", SubjectNames.colour(bar.subject));
  }

  private static String scales(List<Bar> bars) {
    double longest = longest(bars);
    double end = Math.pow(longest, 1 / (1 - ROOM));
    List<Integer> ticks =
        (longest > COARSE_FROM ? COARSE_TICKS : FINE_TICKS)
            .stream().filter(tick -> tick <= longest * 1.2).toList();
    return """
    {"scales": [
      {"aesthetic": "x", "trans": "log10", "limits": [%s, %s], "expand": [0, 0],
        "breaks": %s, "labels": [%s]},
      {"aesthetic": "y", "discrete": true, "reverse": true},
      {"aesthetic": "color", "discrete": true, "scale_mapper_kind": "identity"}
    ]}
    """
        .formatted(
            LEAST,
            end,
            ticks.stream().map(Integer::doubleValue).toList(),
            ticks.stream().map(tick -> '"' + Numbers.whole(tick) + " ×\"").collect(joining(", ")));
  }

  private static double longest(List<Bar> bars) {
    return bars.stream().mapToDouble(bar -> bar.ratio.max()).reduce(SHORTEST_SCALE, Math::max);
  }
}
