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
 * Limits guesses of keys and of the admin key: after twenty different unknown keys from one address
 * within a minute, further ones get 429 until the minute is over. A wrong key that is sent again
 * still gets 401, because it is a stale setting rather than a guess. Valid keys are never counted.
 * Counted by each process alone, bounded; any thread.
 */
final class UnknownKeys {
  static final int FROM_AN_ADDRESS = 20;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final String LIMIT = FROM_AN_ADDRESS + " unknown keys/minute from an address";
  private static final int ADDRESSES = 20_000;

  /** The unknown keys since {@code since} (nanoseconds), each as the hash code of its hash. */
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

  /** {@code nanoTime} is a monotonic clock in nanoseconds. */
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

  /** Counts an unknown key; the failure to answer with. */
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
