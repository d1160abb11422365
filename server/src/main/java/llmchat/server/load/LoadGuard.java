package llmchat.server.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import llmchat.llm.Pool;

/**
 * The list of all pools that the callers of one service share. Each is opened here once, with its
 * terms, and has its meters. Thread-safe.
 */
public final class LoadGuard {
  private final Consumer<Pool> meters;
  private final List<Pool> pools = new CopyOnWriteArrayList<>();

  /** Without pools; {@code meters} registers the meters of each new pool. */
  public LoadGuard(Consumer<Pool> meters) {
    this.meters = meters;
  }

  /** Opens a pool and registers its meters. */
  public Pool open(Pool.Terms terms) {
    Pool pool = new Pool(terms);
    pools.add(pool);
    meters.accept(pool);
    return pool;
  }

  /** All pools, in the order in which they were opened. */
  public List<Pool> pools() {
    return List.copyOf(pools);
  }

  /** A quarter of the heap, but at least the size of the largest body; in bytes. */
  public static long quarterOfHeap(long largestBody) {
    return Math.max(Runtime.getRuntime().maxMemory() / 4, largestBody);
  }
}
