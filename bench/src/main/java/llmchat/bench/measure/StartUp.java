package llmchat.bench.measure;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import llmchat.bench.measure.Findings.Round;
import llmchat.bench.subject.Place;
import llmchat.bench.subject.Started;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/** From nothing to idle. A subject is started again in the folder that its first start filled. */
public final class StartUp implements Scenario {
  @Override
  public String name() {
    return Scenarios.START;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException {
    Place place = stand.place(subject);
    for (int i = 1; i <= stand.effort().rounds(); i++) {
      Round round = findings.begin(name(), i);
      try (Started started = subject.start(place)) {
        measure(stand, subject.name(), started, round);
      }
    }
  }

  private static void measure(Stand stand, String subject, Started started, Round round)
      throws InterruptedException {
    round.add(subject, Measures.READY, started.ready().toNanos() / 1e9);
    TimeUnit.NANOSECONDS.sleep(stand.effort().rest().toNanos());
    round.addMegabytes(subject, Measures.IDLE_RSS, started.processes().residentBytes());
    started.installedBytes().ifPresent(bytes -> round.addMegabytes(subject, Measures.SIZE, bytes));
  }
}
