package llmchat.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.gateway.store.KeyHash;
import llmchat.llm.Failure;
import llmchat.llm.Holder;

/**
 * Slows down who guesses keys, the admin's among them: after twenty different unknown ones from one
 * address within a minute, further ones are answered 429 until that minute is over. The same wrong
 * key again is no guess but a forgotten setting, and still hears that it is unknown; a right one is
 * never asked about here. Counted in this process alone, bounded; any thread.
 */
final class UnknownKeys {
  static final int FROM_AN_ADDRESS = 20;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final String LIMIT = FROM_AN_ADDRESS + " unknown keys/minute from an address";
  private static final int ADDRESSES = 20_000;

  /** The keys since {@code since}, in nanoseconds, each as a hash of its hash. */
  private record Count(long since, Set<Integer> keys) {
    Count with(int key) {
      return keys.size() >= FROM_AN_ADDRESS || keys.contains(key)
          ? this
          : new Count(
              since,
              Stream.concat(keys.stream(), Stream.of(key)).collect(Collectors.toUnmodifiableSet()));
    }
  }

  private final LongSupplier nanoTime;
  private final Cache<Holder.Address, Count> counts;

  /** Counts from now on; {@code nanoTime} is a monotonic clock in nanoseconds. */
  UnknownKeys(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(WINDOW)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Counts an unknown key, and says what its sender hears. */
  Failure refusal(Holder.Address from, String key) {
    int hash = KeyHash.of(key).hashCode();
    long now = nanoTime.getAsLong();
    Count count =
        counts
            .asMap()
            .compute(
                from,
                (same, before) ->
                    before == null || now - before.since >= WINDOW.toNanos()
                        ? new Count(now, Set.of(hash))
                        : before.with(hash));
    return count.keys.contains(hash)
        ? new Failure.Unauthorized()
        : new Failure.RateLimited(LIMIT, WINDOW.minusNanos(now - count.since));
  }
}
