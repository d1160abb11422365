package llmchat.bench.measure;

import java.io.IOException;
import llmchat.bench.load.CallFigures;
import llmchat.bench.measure.Findings.Round;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/** Plain calls, as many as go through. */
public final class FullLoad implements Scenario {
  @Override
  public String name() {
    return Scenarios.JSON;
  }

  @Override
  public void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException {
    stand.inRounds(
        this,
        subject,
        findings,
        (group, round) -> group.contenders().forEach(one -> measure(stand, one, round)));
  }

  private static void measure(Stand stand, Contender contender, Round round) {
    Busy busy = stand.busy(contender);
    CallFigures figures = stand.fullLoad(contender, stand.effort().calls(), busy);
    String name = contender.name();
    if (!round.sound(name, figures)) {
      return;
    }
    round.addMicros(name, Measures.CPU_PER_CALL, busy.cpu(), figures.calls());
    round.add(name, Measures.CALLS_PER_SECOND, perSecond(figures));
    round.addMillis(name, Measures.P50, figures.latency().getValueAtPercentile(50));
    round.addMillis(name, Measures.P99, figures.latency().getValueAtPercentile(99));
    if (busy.loadBound()) {
      round.loadBound(name);
    }
  }

  /** The rate of calls that were answered. */
  static double perSecond(CallFigures figures) {
    return figures.calls() * 1e9 / figures.elapsed().toNanos();
  }
}
