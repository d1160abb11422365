package llmchat.bench.measure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import llmchat.bench.load.CallFigures;
import llmchat.bench.load.OpenFigures;
import llmchat.bench.measure.Findings.Round;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/**
 * The most calls in a second of which 99 in 100 take no longer than 1, 5 and 10 ms. Tried are parts
 * of the full rate, from above, so each answer may be a step too low.
 */
public final class Frontier implements Scenario {
  private static final Map<String, Double> MILLIS = new LinkedHashMap<>();

  static {
    MILLIS.put(Measures.CALLS_AT_10_MS, 10.0);
    MILLIS.put(Measures.CALLS_AT_5_MS, 5.0);
    MILLIS.put(Measures.CALLS_AT_1_MS, 1.0);
  }

  @Override
  public String name() {
    return Scenarios.FRONTIER;
  }

  @Override
  public boolean comparesPeers() {
    return false;
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
    CallFigures full = stand.fullLoad(contender, stand.effort().calls(), busy);
    if (!round.sound(contender.name(), full)) {
      return;
    }
    if (busy.loadBound()) {
      round.note(contender.name(), "tried up to what the load side can do: a floor");
    }
    Map<String, Double> open = new LinkedHashMap<>(MILLIS);
    for (double part : stand.effort().frontierSteps()) {
      double rate = part * FullLoad.perSecond(full);
      double p99 = p99(stand.atRate(contender, rate));
      open.entrySet()
          .removeIf(limit -> {
            boolean met = p99 <= limit.getValue();
            if (met) {
              round.add(contender.name(), limit.getKey(), rate);
            }
            return met;
          });
      if (open.isEmpty()) {
        return;
      }
    }
    open.keySet()
        .forEach(measure ->
            round.note(contender.name(), measure + ": not even at the lowest rate tried"));
  }

  /** In milliseconds; without end where calls failed or the load side was late. */
  private static double p99(OpenFigures figures) {
    return figures.calls().failures() > 0 || !figures.believable(99)
        ? Double.POSITIVE_INFINITY
        : figures.calls().latency().getValueAtPercentile(99) / 1e6;
  }
}
