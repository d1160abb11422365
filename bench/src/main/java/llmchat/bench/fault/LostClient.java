package llmchat.bench.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The client goes away. A gateway that does not notice lets the model work, and its user pay, for
 * nobody.
 */
record LostClient(String fault, Behaviour behaviour) implements Probe {
  @Override
  public Verdict run(Bench bench) throws InterruptedException {
    try (Bench.Call call = bench.send(behaviour)) {
      Optional<UpstreamCall> upstream = call.atUpstream();
      if (upstream.isEmpty() || !begun(call, bench.patience().arrival())) {
        return Verdict.notPassed(call.client());
      }
      call.close();
      return closes(upstream.get().closed(), bench.patience().release())
          ? Verdict.good("upstream closed")
          : Verdict.bad("upstream goes on");
    }
  }

  private boolean begun(Bench.Call call, Duration longest) throws InterruptedException {
    return !behaviour.streams() || call.client().awaitEvent(Script.wordBeforeFault(), longest);
  }

  private static boolean closes(CompletableFuture<Void> closed, Duration longest)
      throws InterruptedException {
    try {
      closed.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes a closing with a failure", e);
    }
  }
}
