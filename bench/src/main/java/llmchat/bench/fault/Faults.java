package llmchat.bench.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import llmchat.bench.measure.Findings;
import llmchat.bench.measure.Samples.FaultResult;
import llmchat.bench.measure.Scenario;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.measure.Stand;
import llmchat.bench.subject.Place;
import llmchat.bench.subject.Started;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;
import llmchat.testkit.DefaultReplies;
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
    ScriptedUpstream upstream = upstream();
    Place place = new Place(usual.folder(), usual.cache(), upstream.port(), usual.core());
    try (upstream;
        Started started = subject.start(place)) {
      findings.addFaults(probe(subject.name(), started, upstream, Patience.usual()));
    }
  }

  /** An upstream that does what calls ask for, and answers others as providers do. */
  static ScriptedUpstream upstream() {
    DefaultReplies others = new DefaultReplies();
    return ScriptedUpstream.start()
        .otherwise(request ->
            Stream.of(Behaviour.values())
                .filter(behaviour -> behaviour.isAskedFor(request))
                .findFirst()
                .map(Replies::of)
                .orElseGet(() -> others.apply(request)));
  }

  /**
   * All faults, one after the other; blocks.
   *
   * @param name of the gateway in the report
   * @param subject that stands before the upstream
   */
  static List<FaultResult> probe(
      String name, Started subject, ScriptedUpstream upstream, Patience patience)
      throws IOException {
    Gateway gateway = new Gateway(subject, upstream, patience);
    List<FaultResult> results = new ArrayList<>();
    for (Probes.Probe probe : Probes.ALL) {
      Verdict verdict = probe.check().run(gateway);
      results.add(new FaultResult(probe.fault(), name, verdict.good(), verdict.seen()));
    }
    return results;
  }
}
