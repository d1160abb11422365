package llmchat.bench.measure;

import java.io.IOException;
import llmchat.bench.load.CallFigures;
import llmchat.bench.load.OpenFigures;
import llmchat.bench.load.Window;
import llmchat.bench.measure.Findings.Round;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;
import org.HdrHistogram.Histogram;

/**
 * Latency at half of what the subject can do, which is found out in each round; nginx and the bare
 * upstream are asked at the same rate.
 */
public final class HalfLoad implements Scenario {
  @Override
  public String name() {
    return Scenarios.HALF_LOAD;
  }

  @Override
  public boolean comparesPeers() {
    return false;
  }

  @Override
  public void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException {
    stand.inRounds(this, subject, findings, (group, round) -> measure(stand, group, round));
  }

  private static void measure(Stand stand, Stand.Group group, Round round)
      throws IOException, InterruptedException {
    CallFigures full = stand.fullLoad(group.subject(), stand.effort().calls(), Window.UNWATCHED);
    if (!round.sound(group.subject().name(), full)) {
      return;
    }
    double rate = FullLoad.perSecond(full) / 2;
    OpenFigures bare = stand.atRate(stand.bare(), rate);
    for (Contender contender : group.contenders()) {
      add(contender.name(), rate, stand.atRate(contender, rate), bare, round);
    }
  }

  private static void add(
      String name, double rate, OpenFigures figures, OpenFigures bare, Round round) {
    if (!round.sound(name, figures.calls()) || !round.sound(name, bare.calls())) {
      return;
    }
    if (!figures.believable(99) || !bare.believable(99)) {
      round.loadBound(name);
    }
    round.add(name, Measures.RATE, rate);
    Histogram latency = figures.calls().latency();
    Histogram without = bare.calls().latency();
    round.addMillis(name, Measures.P50, latency.getValueAtPercentile(50));
    round.addMillis(name, Measures.P99, latency.getValueAtPercentile(99));
    round.addMillis(name, Measures.BARE_P50, without.getValueAtPercentile(50));
    round.addMillis(name, Measures.BARE_P99, without.getValueAtPercentile(99));
    if (figures.believable(99.9) && bare.believable(99.9)) {
      round.addMillis(name, Measures.P999, latency.getValueAtPercentile(99.9));
      round.addMillis(name, Measures.BARE_P999, without.getValueAtPercentile(99.9));
    } else {
      round.note(name, "p99.9 left out where the load side itself was late");
    }
  }
}
