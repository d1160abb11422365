package llmchat.bench.report;

import static llmchat.bench.measure.Subjects.SGLANG_ROUTER;
import static llmchat.bench.measure.Subjects.SPLIT;
import static llmchat.bench.measure.Subjects.STANDALONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Scenarios;

/** What the program promises of itself on the machine of the run. */
final class Budgets {
  /**
   * One thing that was promised, and what was measured of it.
   *
   * @param limit the highest median that is good
   * @param unit what stands behind the limit
   */
  record Budget(String what, double limit, String unit, Optional<Spread> measured) {
    String verdict() {
      return measured
          .map(found -> found.median() <= limit ? "holds" : "**does not hold**")
          .orElse("not measured");
    }
  }

  private static final String NGINX = "× nginx";

  private static final int MANY = 10_000;
  private static final int FEWEST_OF_MANY = 5_000;

  private final Figures figures;

  private Budgets(Figures figures) {
    this.figures = figures;
  }

  static List<Budget> of(Figures figures) {
    return new Budgets(figures).all();
  }

  static Table table(Figures figures) {
    List<List<String>> rows =
        of(figures).stream()
            .map(budget ->
                List.of(
                    budget.what(),
                    "≤ " + Numbers.chosen(budget.limit()) + " " + budget.unit(),
                    Numbers.range(budget.measured()),
                    budget.verdict()))
            .toList();
    return new Table(
        "Budgets",
        "Judged by the median of the rounds; smallest and largest stand behind it.",
        true,
        List.of("of LLM Chat", "budget", "measured", "verdict"),
        rows);
  }

  private List<Budget> all() {
    List<Budget> all = new ArrayList<>();
    var call = ofNginx(Scenarios.JSON, Measures.CPU_PER_CALL);
    var split = figures.ratio(Scenarios.JSON, SPLIT, STANDALONE, Measures.CPU_PER_CALL);
    var after =
        figures.times(Scenarios.AFTER_LOAD, STANDALONE, Measures.RSS_AFTER, Measures.RSS_BEFORE);
    all.add(new Budget("CPU of a JSON call", 2.0, NGINX, call));
    all.addAll(streams(300));
    all.addAll(streams(1000));
    all.add(new Budget("CPU of a JSON call, split mode", 1.8, "× one process", split));
    all.add(memory());
    all.add(new Budget("ready", 1, "s", of(Scenarios.START, Measures.READY)));
    all.add(new Budget("memory when idle", 110, "MB", of(Scenarios.START, Measures.IDLE_RSS)));
    all.add(
        new Budget("added at half load, p50", 0.3, "ms", added(Measures.P50, Measures.BARE_P50)));
    all.add(new Budget("added at half load, p99", 2, "ms", added(Measures.P99, Measures.BARE_P99)));
    all.add(new Budget("memory after load", 1.1, "× before", after));
    return all;
  }

  /** 1 GB for 10,000 streams; where fewer can be open, as much less. */
  private Budget memory() {
    int count =
        figures.streamCounts().stream()
            .filter(tried -> tried >= FEWEST_OF_MANY)
            .reduce((fewer, most) -> most)
            .orElse(MANY);
    return new Budget(
        "memory with " + Numbers.whole(count) + " streams",
        count * 1_000.0 / MANY,
        "MB",
        of(Scenarios.streams(count), Measures.RSS));
  }

  private List<Budget> streams(int count) {
    String scenario = Scenarios.streams(count);
    String what = "CPU of a chunk, " + Numbers.whole(count) + " streams";
    return List.of(
        new Budget(what, 1.5, NGINX, ofNginx(scenario, Measures.CPU_PER_CHUNK)),
        new Budget(
            what,
            1,
            "× " + SGLANG_ROUTER,
            figures.ratio(scenario, STANDALONE, SGLANG_ROUTER, Measures.CPU_PER_CHUNK)));
  }

  private Optional<Spread> of(String scenario, String measure) {
    return figures.of(scenario, STANDALONE, measure);
  }

  private Optional<Spread> ofNginx(String scenario, String measure) {
    return figures.ratio(scenario, STANDALONE, measure);
  }

  private Optional<Spread> added(String measure, String bare) {
    return figures.above(Scenarios.HALF_LOAD, STANDALONE, measure, bare);
  }
}
