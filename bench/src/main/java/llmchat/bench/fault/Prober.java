package llmchat.bench.fault;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import llmchat.bench.measure.Samples.FaultResult;
import llmchat.bench.subject.Started;

/**
 * Does to a gateway what happens on a bad day, and looks at what its client and its upstream see.
 */
public final class Prober {
  private static final List<Probe> PROBES =
      List.of(
          new BrokenStream("upstream cut after 3 chunks: the client sees an error", Behaviour.CUT),
          new BrokenStream(
              "upstream reset after 3 chunks: the client sees an error", Behaviour.RESET),
          new SilentStream("stalled stream: a sign of life within 17 s"),
          new LostClient("client gone, chunks flowing: upstream closed in 2 s", Behaviour.FLOW),
          new LostClient("client gone, stream silent: upstream closed in 2 s", Behaviour.STALL),
          new LostClient("client gone, plain call waiting: upstream closed in 2 s", Behaviour.WAIT),
          KeptField.inBody("unknown top-level field kept", "x_bench", "\"kept?\""),
          KeptField.inMessage("unknown field in a message kept", "x_bench", "1.0"),
          KeptField.inBody("seed 9007199254740993 kept", "seed", "9007199254740993"),
          KeptField.inBody("30-digit integer kept", "x_bench", "123456789012345678901234567890"),
          KeptField.inBody("temperature 0.70 kept as written", "temperature", "0.70"),
          new KeptAnswer("JSON answer unchanged, byte for byte", Behaviour.ANSWER),
          new KeptAnswer("stream chunks unchanged, byte for byte", Behaviour.STREAM),
          new KeptKey("the client's key does not go upstream"));

  private final FaultUpstream upstream;
  private final Patience patience;
  private final AtomicInteger calls = new AtomicInteger();

  /** Of gateways that stand before this upstream. */
  public Prober(FaultUpstream upstream, Patience patience) {
    this.upstream = upstream;
    this.patience = patience;
  }

  /**
   * All faults at the same time, each with a call of its own; blocks for as long as the slowest.
   *
   * @param name of the gateway in the report
   */
  public List<FaultResult> probe(String name, Started subject) throws InterruptedException {
    Bench bench = new Bench(subject, upstream, patience, calls);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<FaultResult>> results =
          threads.invokeAll(PROBES.stream().map(probe -> task(probe, name, bench)).toList());
      return results.stream().map(Prober::finished).toList();
    }
  }

  private static Callable<FaultResult> task(Probe probe, String name, Bench bench) {
    return () -> {
      Verdict verdict = probe.run(bench);
      return new FaultResult(probe.fault(), name, verdict.good(), verdict.seen());
    };
  }

  private static FaultResult finished(Future<FaultResult> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a probe failed, not what it probes", e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("invokeAll returns finished tasks only", e);
    }
  }
}
