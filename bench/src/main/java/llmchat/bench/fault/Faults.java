package llmchat.bench.fault;

import java.io.IOException;
import llmchat.bench.measure.Findings;
import llmchat.bench.measure.Scenario;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.measure.Stand;
import llmchat.bench.subject.Place;
import llmchat.bench.subject.Started;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;
import llmchat.testkit.ScriptedUpstream;

/** What a subject does when its upstream or its client fails; nothing is timed. */
public final class Faults implements Scenario {
  @Override
  public String name() {
    return Scenarios.FAULTS;
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException {
    Place usual = stand.place(subject);
    ScriptedUpstream upstream = Prober.upstream();
    Place place = new Place(usual.folder(), usual.cache(), upstream.port(), usual.core());
    try (upstream;
        Started started = subject.start(place)) {
      findings.addFaults(Prober.probe(subject.name(), started, upstream, Patience.usual()));
    }
  }
}
