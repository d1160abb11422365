package llmchat.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import llmchat.gateway.store.KeyHash;
import llmchat.server.Clocks;
import org.jspecify.annotations.Nullable;

/**
 * Caches the results of key look-ups by the key's hash: valid keys for a minute, or for five while
 * the database is unavailable; unknown keys for ten seconds. Bounded; any thread.
 */
final class CallerCache {
  private static final long FRESH_NANOS = Duration.ofSeconds(60).toNanos();
  private static final Duration STALE = Duration.ofMinutes(5);
  private static final Duration UNKNOWN = Duration.ofSeconds(10);
  private static final int KNOWN_KEYS = 50_000;
  private static final int UNKNOWN_KEYS = 10_000;

  private static final Lookup.Unknown REFUSED = new Lookup.Unknown();
  private static final Lookup.NotCached NOT_CACHED = new Lookup.NotCached();

  private record Entry(Lookup.Known known, long readAtNanos, Instant endsAt) {}

  private final Clocks clocks;
  private final Cache<KeyHash, Entry> known;
  private final Cache<KeyHash, Boolean> unknown;
  private final AtomicLong generation = new AtomicLong();

  CallerCache(Clocks clocks) {
    this.clocks = clocks;
    this.known = cache(KNOWN_KEYS, STALE);
    this.unknown = cache(UNKNOWN_KEYS, UNKNOWN);
  }

  Lookup get(KeyHash hash) {
    @Nullable Entry entry = known.getIfPresent(hash);
    if (entry != null
        && clocks.nanoTime().getAsLong() - entry.readAtNanos < FRESH_NANOS
        && runs(entry)) {
      return entry.known;
    }
    return unknown.getIfPresent(hash) == null ? NOT_CACHED : REFUSED;
  }

  /** A caller found within the last five minutes, for use while the database is unavailable. */
  Optional<Caller> stale(KeyHash hash) {
    return Optional.ofNullable(known.getIfPresent(hash))
        .filter(this::runs)
        .map(entry -> entry.known.caller());
  }

  /** To be read before a query, and passed to the method that stores its result. */
  long generation() {
    return generation.get();
  }

  /**
   * Stores a valid key until {@code endsAt}, unless anything was invalidated since the query.
   *
   * @param asked the {@link #generation} before the query
   */
  void putKnown(KeyHash hash, Caller caller, Instant endsAt, long asked) {
    known.put(hash, new Entry(new Lookup.Known(caller), clocks.nanoTime().getAsLong(), endsAt));
    if (generation.get() != asked) {
      known.invalidate(hash);
    }
  }

  void putUnknown(KeyHash hash, long asked) {
    known.invalidate(hash);
    if (generation.get() == asked) {
      unknown.put(hash, true);
    }
  }

  void invalidate(KeyHash hash) {
    generation.incrementAndGet();
    known.invalidate(hash);
    unknown.invalidate(hash);
  }

  /** Scans all entries, which is fast enough for a rare event such as a deletion. */
  void invalidateAllOf(String userId) {
    generation.incrementAndGet();
    known.asMap().values().removeIf(entry -> entry.known.caller().userId().equals(userId));
  }

  private boolean runs(Entry entry) {
    // API keys do not expire, so the clock need not be read.
    return entry.endsAt.equals(Instant.MAX) || clocks.time().instant().isBefore(entry.endsAt);
  }

  private <V> Cache<KeyHash, V> cache(int size, Duration life) {
    return Caffeine.newBuilder()
        .maximumSize(size)
        .expireAfterWrite(life)
        .ticker(clocks.nanoTime()::getAsLong)
        .executor(Runnable::run)
        .build();
  }
}
