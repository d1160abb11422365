package llmchat.server.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import llmchat.llm.Pool;
import llmchat.server.observe.ServiceMetrics;

/**
 * All that the callers of one service share: each pool is opened here once, with its terms, and has
 * its meters. Thread-safe.
 */
public final class LoadGuard {
  private final ServiceMetrics metrics;
  private final List<Pool> pools = new CopyOnWriteArrayList<>();

  /** Without any pool yet. */
  public LoadGuard(ServiceMetrics metrics) {
    this.metrics = metrics;
  }

  /** Opens a pool. */
  public Pool open(Pool.Terms terms) {
    Pool pool = new Pool(terms);
    pools.add(pool);
    metrics.pool(pool);
    return pool;
  }

  /** All pools, in the order in which they were opened. */
  public List<Pool> pools() {
    return List.copyOf(pools);
  }

  /** A quarter of the heap, and enough for the largest body in any case; in bytes. */
  public static long quarterOfHeap(long largestBody) {
    return Math.max(Runtime.getRuntime().maxMemory() / 4, largestBody);
  }
}
