package llmchat.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A bar for each subject, as long as its cost beside nginx', on a logarithmic scale. */
final class CostPanel {
  private static final int ROW = 32;
  private static final int HEAD = 70;
  private static final int FOOT = 40;
  private static final int MARGIN = 14;
  private static final int NAMES = 130;

  /** How much of the scale, by its length, is left for the label of the longest bar. */
  private static final double ROOM = 0.42;

  /** Left of nginx' own 1, so that it has a bar too. */
  private static final double LEAST = 0.8;

  private static final double SHORTEST_SCALE = 3;
  private static final List<Integer> FINE_TICKS = List.of(1, 2, 3, 4, 6, 8);
  private static final List<Integer> COARSE_TICKS = List.of(1, 10, 100, 1_000, 10_000);
  private static final double COARSE_FROM = 8;

  /**
   * What a bar shows.
   *
   * @param ratio to nginx
   * @param condition stands behind the figure, may be empty
   */
  record Bar(String subject, Spread ratio, String condition) {}

  private final List<Bar> bars;
  private final double longest;
  private final double left;
  private final double right;
  private final List<String> parts = new ArrayList<>();

  /** Between those two edges of the picture, with the shortest bar first. */
  CostPanel(List<Bar> bars, double left, double right) {
    this.bars = bars.stream().sorted(Comparator.comparingDouble(b -> b.ratio.median())).toList();
    longest = bars.stream().mapToDouble(bar -> bar.ratio.max()).reduce(SHORTEST_SCALE, Math::max);
    this.left = left + MARGIN;
    this.right = right - MARGIN;
  }

  static int height(int bars) {
    return HEAD + ROW * bars + FOOT;
  }

  /** Its elements in SVG. */
  String svg(String title) {
    text(left, 30, "font-size='17' font-weight='bold'", title);
    text(left, 52, "fill='#6b7280'", "times nginx' CPU, logarithmic; shorter is better");
    int bottom = HEAD + ROW * bars.size();
    for (int tick : longest > COARSE_FROM ? COARSE_TICKS : FINE_TICKS) {
      if (tick <= longest * 1.2) {
        line(x(tick), HEAD, x(tick), bottom, "stroke='#e5e7eb'");
        String style = "font-size='12' fill='#6b7280' text-anchor='middle'";
        text(x(tick), bottom + 18, style, Numbers.whole(tick) + " ×");
      }
    }
    for (int i = 0; i < bars.size(); i++) {
      draw(bars.get(i), HEAD + ROW * i + ROW / 2.0);
    }
    return String.join("\n", parts);
  }

  private void draw(Bar bar, double y) {
    Spread ratio = bar.ratio;
    text(x(LEAST) - 8, y + 5, "text-anchor='end'", SubjectNames.of(bar.subject));
    String colour = "stroke-width='16' stroke='" + SubjectNames.colour(bar.subject) + "'";
    line(x(LEAST), y, x(ratio.median()), y, colour);
    line(x(ratio.min()), y, x(ratio.max()), y, "stroke-width='2' stroke='#1f2937'");
    text(x(ratio.max()) + 8, y + 5, "", Numbers.of(ratio.median()) + " ×" + bar.condition);
  }

  private double x(double ratio) {
    double begin = left + NAMES;
    double whole = Math.log(longest) / (1 - ROOM) - Math.log(LEAST);
    return begin + (right - begin) * Math.log(ratio / LEAST) / whole;
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    parts.add(
        String.format(
            Locale.ROOT,
            "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' %s/>",
            x1,
            y1,
            x2,
            y2,
            style));
  }

  private void text(double x, double y, String style, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    parts.add(
        String.format(Locale.ROOT, "<text x='%.1f' y='%.1f' %s>%s</text>", x, y, style, escaped));
  }
}
