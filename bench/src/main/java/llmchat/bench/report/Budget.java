package llmchat.bench.report;

import java.util.Optional;

/**
 * One thing that was promised, and what was measured of it.
 *
 * @param limit the highest median that is good
 * @param unit what stands behind the limit
 */
record Budget(String what, double limit, String unit, Optional<Spread> measured) {

  /** Whether a promise is kept. */
  enum Verdict {
    HOLDS("holds"),
    DOES_NOT_HOLD("**does not hold**"),
    NOT_MEASURED("not measured");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  Verdict verdict() {
    return measured
        .map(found -> found.median() <= limit ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD)
        .orElse(Verdict.NOT_MEASURED);
  }
}
