package llmchat.bench.report;

import java.util.Locale;
import java.util.Optional;

/** Numbers as people read them: three digits that count, thousands set apart. */
final class Numbers {
  /** Stands where nothing was measured. */
  static final String NONE = "–";

  private Numbers() {}

  /** Such as {@code 0.042}, {@code 1.83}, {@code 32.8} or {@code 25,316}. */
  static String of(double value) {
    double size = Math.abs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** For what is counted, such as {@code 1,000}. */
  static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** A number that was chosen, without noughts behind it. */
  static String chosen(double value) {
    return value == Math.rint(value) ? whole(value) : Double.toString(value);
  }

  /** The median alone. */
  static String median(Optional<Spread> spread) {
    return spread.map(found -> of(found.median())).orElse(NONE);
  }

  /** The median of what is counted. */
  static String wholeMedian(Optional<Spread> spread) {
    return spread.map(found -> whole(found.median())).orElse(NONE);
  }

  /** The median with the smallest and largest of the rounds, such as {@code 1.83 (1.70–2.01)}. */
  static String range(Optional<Spread> spread) {
    return spread
        .map(found ->
            of(found.min()).equals(of(found.max()))
                ? of(found.median())
                : of(found.median()) + " (" + of(found.min()) + "–" + of(found.max()) + ")")
        .orElse(NONE);
  }

  /** The median with its sign, such as {@code +0.210}. */
  static String added(Optional<Spread> spread) {
    return spread.map(found -> (found.median() >= 0 ? "+" : "") + of(found.median())).orElse(NONE);
  }
}
