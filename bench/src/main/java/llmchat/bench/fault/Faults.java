package llmchat.bench.fault;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import llmchat.bench.measure.Effort;
import llmchat.bench.measure.Findings;
import llmchat.bench.measure.Scenario;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.measure.Stand;
import llmchat.bench.subject.Place;
import llmchat.bench.subject.Started;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

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
  public Duration length(Effort effort) {
    return Duration.ofSeconds(25);
  }

  @Override
  public void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException {
    Vertx vertx = Vertx.vertx();
    try (FaultUpstream upstream = FaultUpstream.listen(vertx)) {
      Place usual = stand.placeToStart(subject);
      Place place = new Place(usual.folder(), usual.cache(), upstream.port(), usual.core());
      try (Started started = subject.start(place)) {
        Prober prober = new Prober(upstream, Patience.usual());
        findings.addFaults(prober.probe(subject.name(), started));
      }
    } finally {
      vertx.close().await();
    }
  }
}
