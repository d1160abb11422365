package llmchat.llm;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A limited resource that all callers share: bytes of heap, places, connections. No holder can
 * starve the others, whatever its demand: a holder may take more only while what it has is at most
 * its share of what is still free. With a share of 1, a single holder gets half of the pool, two
 * holders get a third each, and so on, so something is always left for the next one. All users
 * behind one address together get at most four fifths, so that an attacker gains nothing by
 * creating many accounts. Thread-safe and non-blocking.
 *
 * <p>The rule is the dynamic threshold of shared-memory switches (Choudhury and Hahne, 1998).
 */
public final class Pool {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final double SHARE_OF_AN_ADDRESS = 4;

  /**
   * The size of a pool and the rules for sharing it.
   *
   * @param name the label in metrics, in snake case
   * @param what what it holds, as shown to clients: "memory for request bodies"
   * @param most the size: what all holders together may have
   * @param sum how that size is determined, for the documentation: "a quarter of the heap"
   * @param share the most that one holder may have, as a multiple of what is free
   * @param alone what a holder may have in any case while it is the only one
   * @param returned what limits how long a holder keeps it, for the documentation
   */
  public record Terms(
      String name, String what, long most, String sum, double share, long alone, String returned) {}

  /** The outcome of {@link #take}. */
  public enum Taken {
    YES,
    /** The holder has its full share. */
    SHARE_USED,
    /** The whole pool is taken. */
    USED_UP
  }

  private final Terms terms;
  private final AtomicLong taken = new AtomicLong();

  /** By the id of the user, or the {@link Holder.Address}. */
  private final Map<Object, Long> held = new ConcurrentHashMap<>();

  private final LongAdder sharesUsed = new LongAdder();
  private final LongAdder usedUp = new LongAdder();

  /** A pool from which nothing is taken yet. */
  public Pool(Terms terms) {
    this.terms = terms;
  }

  /** Its size and rules. */
  public Terms terms() {
    return terms;
  }

  /** Takes an amount for a holder: all of it or, unless the result is {@code YES}, nothing. */
  public Taken take(Holder holder, long amount) {
    long sum = taken.addAndGet(amount);
    if (sum > terms.most) {
      taken.addAndGet(-amount);
      usedUp.increment();
      return Taken.USED_UP;
    }
    boolean within =
        switch (holder) {
          case Holder.Service _ -> true;
          case Holder.Address address -> add(address, amount, sum, terms.share);
          case Holder.User(String id, Holder.Address from) -> {
            boolean user = add(id, amount, sum, terms.share);
            boolean address = add(from, amount, sum, Math.max(terms.share, SHARE_OF_AN_ADDRESS));
            yield user && address;
          }
        };
    if (within) {
      return Taken.YES;
    }
    giveBack(holder, amount);
    sharesUsed.increment();
    return Taken.SHARE_USED;
  }

  /** Adds to the account of a user or an address; returns whether that is within its share. */
  private boolean add(Object key, long amount, long sum, double share) {
    long own = held.merge(key, amount, Long::sum);
    return own <= share * (terms.most - sum) || (own == sum && own <= terms.alone);
  }

  /** Takes one for a holder while the work runs; fails with the refusal if it gets none. */
  public <T> Future<T> during(Holder holder, Supplier<Future<T>> work) {
    Taken outcome = take(holder, 1);
    return outcome != Taken.YES
        ? Future.failedFuture(new FailureException(refusal(outcome)))
        : Future.<T>future(promise -> work.get().onComplete(promise))
            .onComplete(done -> giveBack(holder, 1));
  }

  /** Returns what {@link #take} took for that holder. */
  public void giveBack(Holder holder, long amount) {
    switch (holder) {
      case Holder.Service _ -> {}
      case Holder.Address address -> remove(address, amount);
      case Holder.User(String id, Holder.Address from) -> {
        remove(id, amount);
        remove(from, amount);
      }
    }
    taken.addAndGet(-amount);
  }

  private void remove(Object key, long amount) {
    held.computeIfPresent(key, (same, own) -> own == amount ? null : Long.valueOf(own - amount));
  }

  /** The failure for a {@link #take} that was refused. */
  public Failure refusal(Taken why) {
    return switch (why) {
      case SHARE_USED -> new Failure.ShareUsed(terms.what, RETRY_AFTER);
      case USED_UP, YES -> new Failure.Overloaded("no more " + terms.what, RETRY_AFTER);
    };
  }

  /** What all holders together have now. */
  public long taken() {
    return taken.get();
  }

  /** How many calls of {@link #take} were refused because the holder had its full share. */
  public long sharesUsed() {
    return sharesUsed.sum();
  }

  /** How many calls of {@link #take} were refused because the whole pool was taken. */
  public long usedUp() {
    return usedUp.sum();
  }
}
