package llmchat.bench.report;

import static llmchat.bench.measure.Measures.BARE_P50;
import static llmchat.bench.measure.Measures.CALLS_PER_SECOND;
import static llmchat.bench.measure.Measures.CPU_PER_CALL;
import static llmchat.bench.measure.Measures.FIRST_CHUNK_P50;
import static llmchat.bench.measure.Measures.P50;
import static llmchat.bench.measure.Measures.P99;
import static llmchat.bench.measure.Scenarios.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Scenarios;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private final SampleRun run = new SampleRun();

  @Test
  void takesTheMedianOfTheRoundsWithSmallestAndLargest() {
    Figures figures = run.add(JSON, "nginx", CPU_PER_CALL, 30, 90, 33).figures();
    assertThat(figures.of(JSON, "nginx", CPU_PER_CALL)).contains(new Spread(33, 30, 90, 3));
  }

  @Test
  void takesTheMiddleOfTwoWhereTheRoundsAreEven() {
    Figures figures = run.add(JSON, "nginx", CPU_PER_CALL, 40, 10, 20, 90).figures();
    assertThat(figures.of(JSON, "nginx", CPU_PER_CALL)).contains(new Spread(30, 10, 90, 4));
  }

  /** The machine was half as fast in the second round; the ratio of medians would be 3. */
  @Test
  void comparesWithNginxOfTheSameRound() {
    Figures figures =
        run.add(JSON, "nginx", CPU_PER_CALL, 10, 20, 10)
            .add(JSON, "standalone", CPU_PER_CALL, 20, 40, 30)
            .figures();
    assertThat(figures.ratio(JSON, "standalone", CPU_PER_CALL)).contains(new Spread(2, 2, 3, 3));
  }

  /** nginx is measured anew beside each subject; the machine slowed down in between. */
  @Test
  void comparesWithTheNginxThatWasMeasuredBeforeTheSubject() {
    Figures figures =
        run.add(JSON, "nginx", CPU_PER_CALL, 10)
            .add(JSON, "standalone", CPU_PER_CALL, 20)
            .add(JSON, "nginx", CPU_PER_CALL, 20)
            .add(JSON, "split", CPU_PER_CALL, 60)
            .figures();
    assertThat(figures.ratio(JSON, "standalone", CPU_PER_CALL)).contains(new Spread(2, 2, 2, 1));
    assertThat(figures.ratio(JSON, "split", CPU_PER_CALL)).contains(new Spread(3, 3, 3, 1));
    assertThat(figures.ratio(JSON, "split", "standalone", CPU_PER_CALL))
        .contains(new Spread(1.5, 1.5, 1.5, 1));
    assertThat(figures.ratio(JSON, "nginx", CPU_PER_CALL)).contains(new Spread(1, 1, 1, 1));
    assertThat(figures.of(JSON, "nginx", CPU_PER_CALL)).contains(new Spread(15, 10, 20, 2));
  }

  /** nginx is asked at each subject's rate, so it has several latencies in a round. */
  @Test
  void comparesMeasuresThatWereReadTogether() {
    Figures figures =
        run.add("half-load", "nginx", P50, 0.5)
            .add("half-load", "nginx", BARE_P50, 0.25)
            .add("half-load", "nginx", P50, 0.25)
            .add("half-load", "nginx", BARE_P50, 0.125)
            .figures();
    assertThat(figures.above("half-load", "nginx", P50, BARE_P50))
        .contains(new Spread(0.1875, 0.125, 0.25, 2));
  }

  @Test
  void leavesOutRoundsWithoutAPartner() {
    Figures figures =
        run.add(JSON, "nginx", CPU_PER_CALL, 10)
            .add(JSON, "standalone", CPU_PER_CALL, 15, 99)
            .figures();
    assertThat(figures.ratio(JSON, "standalone", CPU_PER_CALL))
        .contains(new Spread(1.5, 1.5, 1.5, 1));
  }

  @Test
  void comparesWithinOneScenarioOnly() {
    Figures figures =
        run.add("streams-30", "nginx", CPU_PER_CALL, 10)
            .add(JSON, "standalone", CPU_PER_CALL, 15)
            .figures();
    assertThat(figures.ratio(JSON, "standalone", CPU_PER_CALL)).isEmpty();
  }

  @Test
  void takesTheBareUpstreamOffWhatTheClientSaw() {
    String streams = Scenarios.streams(300);
    Figures figures =
        run.add(streams, "bare upstream", FIRST_CHUNK_P50, 1, 2)
            .add(streams, "standalone", FIRST_CHUNK_P50, 1.5, 3)
            .figures();
    assertThat(figures.added(streams, "standalone", FIRST_CHUNK_P50))
        .contains(new Spread(0.75, 0.5, 1, 2));
  }

  @Test
  void knowsNothingOfWhoWasNotMeasured() {
    Figures figures = run.add(JSON, "nginx", CPU_PER_CALL, 10).figures();
    assertThat(figures.of(JSON, "litellm", CPU_PER_CALL)).isEmpty();
    assertThat(figures.ratio(JSON, "litellm", CPU_PER_CALL)).isEmpty();
    assertThat(figures.subjects(JSON)).containsExactly("nginx");
  }

  @Test
  void keepsOnlyTheCpuWhereTheLoadWasTheBottleneck() {
    Figures figures =
        run.add(JSON, "nginx", CPU_PER_CALL, 10)
            .add(JSON, "nginx", CALLS_PER_SECOND, 25_000)
            .add(JSON, "nginx", P99, 2)
            .remark(Remark.Kind.LOAD_BOUND, JSON, "nginx", "the load used all of its core")
            .figures();
    assertThat(figures.of(JSON, "nginx", CPU_PER_CALL)).isPresent();
    assertThat(figures.of(JSON, "nginx", CALLS_PER_SECOND)).isEmpty();
    assertThat(figures.of(JSON, "nginx", P99)).isEmpty();
  }

  @Test
  void putsTheLimitAndOursBeforeThePeers() {
    Figures figures =
        run.add(JSON, "litellm", CPU_PER_CALL, 1)
            .add(JSON, "split", CPU_PER_CALL, 1)
            .add(JSON, "standalone", CPU_PER_CALL, 1)
            .add(JSON, "nginx", CPU_PER_CALL, 1)
            .add(JSON, "gomodel", CPU_PER_CALL, 1)
            .figures();
    assertThat(figures.subjects(JSON))
        .containsExactly("nginx", "standalone", "split", "litellm", "gomodel");
  }
}
