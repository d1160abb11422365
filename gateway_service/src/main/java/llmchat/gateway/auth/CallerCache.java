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
 * What the database said about keys, by their hash: a good key is taken at its word for a minute,
 * and for five while the database is away; an unknown one is refused for ten seconds. Bounded; any
 * thread.
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

  /** The caller as known within the last five minutes, for when the database cannot be asked. */
  Optional<Caller> stale(KeyHash hash) {
    return Optional.ofNullable(known.getIfPresent(hash))
        .filter(this::runs)
        .map(entry -> entry.known.caller());
  }

  /** Taken before the database is asked, to be handed to the methods that keep its answer. */
  long generation() {
    return generation.get();
  }

  /**
   * Keeps an answer until {@code endsAt}, unless something was invalidated since it was asked for.
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

  /** Goes through all entries, which is quick enough for what happens as seldom as a deletion. */
  void invalidateAllOf(String userId) {
    generation.incrementAndGet();
    known.asMap().values().removeIf(entry -> entry.known.caller().userId().equals(userId));
  }

  private boolean runs(Entry entry) {
    // An API key has no end, so there is no need to ask what time it is.
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
