package llmchat.bench.fault;

import java.util.Locale;
import java.util.Optional;

/** The client's key is the gateway's affair: a provider, or its log, should not see it. */
record KeptKey(String fault) implements Probe {
  @Override
  public Verdict run(Bench bench) throws InterruptedException {
    try (Bench.Call call = bench.send(Behaviour.ANSWER)) {
      Optional<UpstreamCall> upstream = call.atUpstream();
      return upstream.isEmpty()
          ? Verdict.notPassed(call.client())
          : judge(upstream.get().head(), bench.key());
    }
  }

  private static Verdict judge(String head, String key) {
    if (head.contains(key)) {
      return Verdict.bad("goes upstream");
    }
    return Verdict.good(
        head.toLowerCase(Locale.ROOT).contains("\nauthorization:") ? "replaced" : "removed");
  }
}
