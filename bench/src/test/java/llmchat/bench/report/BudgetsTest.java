package llmchat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Scenarios;
import org.junit.jupiter.api.Test;

class BudgetsTest {
  @Test
  void holdsUpToTheLimitAndNotBeyond() {
    assertThat(json(2.0).verdict()).isEqualTo("holds");
    assertThat(json(2.001).verdict()).isEqualTo("**does not hold**");
  }

  @Test
  void judgesTheChunkByNginxAndByThePeerToBeat() {
    Figures figures =
        new SampleRun()
            .streams(300, "nginx", 40, 20)
            .streams(300, "standalone", 50, 200)
            .streams(300, "sglang-router", 48, 100)
            .figures();
    assertThat(Budgets.of(figures))
        .filteredOn(budget -> budget.what().equals("CPU of a chunk, 300 streams"))
        .extracting(Budgets.Budget::unit, Budgets.Budget::verdict)
        .containsExactly(tuple("× nginx", "holds"), tuple("× sglang-router", "**does not hold**"));
  }

  /** The files that may be open allow fewer than 10,000 on many machines. */
  @Test
  void scalesTheMemoryToTheStreamsThatCouldBeOpen() {
    SampleRun run = new SampleRun().streams(9_000, "standalone", 40, 901);
    Budgets.Budget memory = named(run, "memory with 9,000 streams");
    assertThat(memory.limit()).isEqualTo(900);
    assertThat(memory.verdict()).isEqualTo("**does not hold**");
  }

  @Test
  void saysWhatWasNotMeasured() {
    assertThat(Budgets.of(new SampleRun().figures()))
        .isNotEmpty()
        .allMatch(budget -> budget.verdict().equals("not measured"));
  }

  @Test
  void makesNoJudgementOfALatencyThatTheLoadSideMade() {
    SampleRun run =
        new SampleRun()
            .add(Scenarios.HALF_LOAD, "standalone", Measures.P99, 9)
            .add(Scenarios.HALF_LOAD, "standalone", Measures.BARE_P99, 1)
            .remark(Remark.Kind.LOAD_BOUND, Scenarios.HALF_LOAD, "standalone", "load at 99 %");
    assertThat(named(run, "added at half load, p99").verdict()).isEqualTo("not measured");
  }

  private static Budgets.Budget json(double ratio) {
    return named(
        new SampleRun()
            .add(Scenarios.JSON, "nginx", Measures.CPU_PER_CALL, 100)
            .add(Scenarios.JSON, "standalone", Measures.CPU_PER_CALL, 100 * ratio),
        "CPU of a JSON call");
  }

  private static Budgets.Budget named(SampleRun run, String what) {
    return Budgets.of(run.figures()).stream()
        .filter(budget -> budget.what().equals(what))
        .findFirst()
        .orElseThrow();
  }
}
