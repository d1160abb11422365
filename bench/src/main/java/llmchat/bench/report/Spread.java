package llmchat.bench.report;

import java.util.Collection;
import java.util.Optional;

/** What the rounds gave for one thing. */
record Spread(double median, double min, double max, int rounds) {

  /** Of the rounds' values; empty if there are none. */
  static Optional<Spread> of(Collection<Double> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return Optional.of(new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length));
  }
}
