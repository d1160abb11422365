package llmchat.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import llmchat.bench.measure.Findings.Round;
import llmchat.bench.subject.Place;
import llmchat.bench.subject.Started;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/** From nothing to idle. A subject is started again in the folder that its first start filled. */
public final class StartUp implements Scenario {
  private static final int LEAST_STARTS = 3;

  @Override
  public String name() {
    return Scenarios.START;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public Duration length(Effort effort) {
    return effort.rest().plusSeconds(3).multipliedBy(starts(effort));
  }

  /** More than a few, for starts differ, unless everything is cut short. */
  private static int starts(Effort effort) {
    return effort.rounds() == 1 ? 1 : Math.max(LEAST_STARTS, effort.rounds());
  }

  @Override
  public void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException {
    Place place = stand.placeToStart(subject);
    for (int i = 1; i <= starts(stand.effort()); i++) {
      Round round = findings.begin(name(), i);
      measure(stand, subject, place, round);
    }
  }

  private static void measure(Stand stand, Subject subject, Place place, Round round)
      throws IOException, InterruptedException, UnavailableException {
    try (Started started = subject.start(place)) {
      round.add(subject.name(), Measures.READY, started.ready().toNanos() / 1e9);
      TimeUnit.NANOSECONDS.sleep(stand.effort().rest().toNanos());
      long resident = started.processes().residentBytes();
      round.addMegabytes(subject.name(), Measures.IDLE_RSS, resident);
      started
          .installedBytes()
          .ifPresent(bytes -> round.addMegabytes(subject.name(), Measures.SIZE, bytes));
    }
  }
}
