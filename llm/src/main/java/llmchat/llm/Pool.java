package llmchat.llm;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Something that all callers share and of which there is only so much: bytes of the heap, places,
 * connections. Nobody can take what another one needs, however much it asks for: a holder gets more
 * only as long as it has no more than its share of what is still free. With a share of 1 a single
 * holder gets half of the pool and leaves half, two get a third each, and so on; so there is always
 * something left for the next one. All users behind one address have four fifths at most, so that
 * many accounts do not help one attacker. Thread-safe, without locks that wait.
 *
 * <p>The rule is the dynamic threshold of switches with shared memory (Choudhury and Hahne, 1998).
 */
public final class Pool {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final double SHARE_OF_AN_ADDRESS = 4;

  /**
   * What a pool offers to whom.
   *
   * @param name in metrics: lower case with underscores
   * @param what it holds, as clients read it: "memory for request bodies"
   * @param most the sum of all holders
   * @param sum where that number comes from, for the documentation: "a quarter of the heap"
   * @param share how many times of what is free one holder may have
   * @param alone as much a holder may have in any case while it is the only one
   * @param returned what makes a holder give back what it has, for the documentation
   */
  public record Terms(
      String name, String what, long most, String sum, double share, long alone, String returned) {}

  /** What became of a wish. */
  public enum Taken {
    YES,
    /** The holder has its share. */
    SHARE_USED,
    /** All holders together have everything. */
    USED_UP
  }

  private final Terms terms;
  private final AtomicLong taken = new AtomicLong();

  /** By the id of the user, or the {@link Holder.Address}. */
  private final Map<Object, Long> held = new ConcurrentHashMap<>();

  private final LongAdder sharesUsed = new LongAdder();
  private final LongAdder usedUp = new LongAdder();

  /** A pool of which nothing is taken. */
  public Pool(Terms terms) {
    this.terms = terms;
  }

  /** What it offers. */
  public Terms terms() {
    return terms;
  }

  /** Takes so much for a holder, all of it or nothing. */
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

  /** Whether the one that the key stands for still has no more than its share. */
  private boolean add(Object key, long amount, long sum, double share) {
    long own = held.merge(key, amount, Long::sum);
    return own <= share * (terms.most - sum) || (own == sum && own <= terms.alone);
  }

  /** Gives back what {@link #take} took for that holder. */
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

  /** What a holder is told that got nothing. */
  public Failure refusal(Taken why) {
    return switch (why) {
      case SHARE_USED -> new Failure.ShareUsed(terms.what, RETRY_AFTER);
      case USED_UP, YES -> new Failure.Overloaded("no more " + terms.what, RETRY_AFTER);
    };
  }

  /** What all holders have now. */
  public long taken() {
    return taken.get();
  }

  /** Wishes that were refused because their holder had its share. */
  public long sharesUsed() {
    return sharesUsed.sum();
  }

  /** Wishes that were refused because everything was taken. */
  public long usedUp() {
    return usedUp.sum();
  }
}
