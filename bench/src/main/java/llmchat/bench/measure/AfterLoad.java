package llmchat.bench.measure;

import java.io.IOException;
import java.time.Duration;
import llmchat.bench.load.CallFigures;
import llmchat.bench.load.Window;
import llmchat.bench.measure.Findings.Round;
import llmchat.bench.subject.Processes;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/**
 * Whether memory, sockets and threads come back after load. Compared with is what they were after
 * the same load once before: so much a program may take to be warm, but no more each time.
 */
public final class AfterLoad implements Scenario {
  @Override
  public String name() {
    return Scenarios.AFTER_LOAD;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public boolean comparesPeers() {
    return false;
  }

  @Override
  public void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException {
    try (Stand.Group group = stand.alone(subject)) {
      Contender contender = group.subject();
      Processes processes = contender.started().processes();
      Duration rest = stand.effort().rest();
      CallFigures warmUp = load(stand, contender);
      Left before = Left.afterRest(processes, rest, Integer.MAX_VALUE);
      for (int i = 1; i <= stand.effort().rounds(); i++) {
        Round round = findings.begin(name(), i);
        if (!round.sound(contender.name(), warmUp)
            || !round.sound(contender.name(), load(stand, contender))) {
          return;
        }
        Left after = Left.afterRest(processes, rest, before.files());
        add(contender.name(), before, after, round);
        before = after;
      }
    }
  }

  private static CallFigures load(Stand stand, Contender contender)
      throws IOException, InterruptedException {
    var _ =
        Streaming.run(
            stand,
            contender,
            stand.effort().streams().getFirst(),
            stand.effort().streaming(),
            Window.UNWATCHED);
    return stand.fullLoad(contender, stand.effort().calls(), Window.UNWATCHED);
  }

  private static void add(String name, Left before, Left after, Round round) {
    round.addMegabytes(name, Measures.RSS_BEFORE, before.residentBytes());
    round.addMegabytes(name, Measures.RSS_AFTER, after.residentBytes());
    round.addCount(name, Measures.FILES_BEFORE, before.files());
    round.addCount(name, Measures.FILES_AFTER, after.files());
    round.addCount(name, Measures.THREADS_BEFORE, before.threads());
    round.addCount(name, Measures.THREADS_AFTER, after.threads());
  }
}
