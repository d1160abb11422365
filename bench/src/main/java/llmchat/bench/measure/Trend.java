package llmchat.bench.measure;

import java.util.ArrayList;
import java.util.List;

/** Values over time. */
final class Trend {
  private record Point(double hours, double value) {}

  private static final double NANOS_PER_HOUR = 3600e9;

  private final List<Point> points = new ArrayList<>();

  /** Adds a value, {@code nanos} after the first. */
  void add(long nanos, double value) {
    points.add(new Point(nanos / NANOS_PER_HOUR, value));
  }

  /**
   * By how much the values rise in an hour, by least squares over their second half: in the first
   * one a program is still growing into its load. 0 with fewer than four values.
   */
  double risePerHour() {
    List<Point> half = points.subList(points.size() / 2, points.size());
    if (half.size() < 2) {
      return 0;
    }
    double hours = half.stream().mapToDouble(Point::hours).average().orElseThrow();
    double value = half.stream().mapToDouble(Point::value).average().orElseThrow();
    double together = half.stream().mapToDouble(p -> (p.hours - hours) * (p.value - value)).sum();
    double alone = half.stream().mapToDouble(p -> (p.hours - hours) * (p.hours - hours)).sum();
    return alone == 0 ? 0 : together / alone;
  }
}
