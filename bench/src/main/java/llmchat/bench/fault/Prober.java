package llmchat.bench.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import llmchat.bench.measure.Samples.FaultResult;
import llmchat.bench.subject.Started;
import llmchat.testkit.DefaultReplies;
import llmchat.testkit.ScriptedUpstream;

/**
 * Does to a gateway what happens on a bad day, and looks at what its client and its upstream see.
 */
final class Prober {
  private Prober() {}

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
