package llmchat.gateway.auth;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.StoreBusyException;
import llmchat.gateway.store.StoreUnavailableException;
import llmchat.gateway.store.Workers;
import llmchat.gateway.users.Users;
import llmchat.llm.Failure;
import llmchat.llm.Holder;
import llmchat.llm.Secret;
import llmchat.server.Clocks;
import org.jdbi.v3.core.Handle;

/**
 * Finds the caller for a presented key: the admin key, or a credential of one of the {@link
 * CallerSource}s. A text that none of them recognises is refused without a query. Thread-safe;
 * nothing here blocks.
 */
public final class Callers {
  /** Longer texts are not keys, unless the admin key is longer; adopted keys are far shorter. */
  private static final int MAX_LENGTH = 512;

  private static final Duration TOUCH_EVERY = Duration.ofMinutes(5);
  private static final Lookup UNKNOWN = new Lookup.Unknown();
  private static final Lookup ADMIN = new Lookup.Known(Caller.ADMIN);

  private final Database database;
  private final Optional<KeyHash> adminKey;
  private final int maxLength;
  private final List<CallerSource> sources;
  private final Clocks clocks;
  private final CallerCache cache;
  private final UnknownKeys unknown;

  /** Look-ups in progress, of all event loops. */
  private final ConcurrentMap<KeyHash, CompletableFuture<Optional<Caller>>> lookups =
      new ConcurrentHashMap<>();

  /**
   * Looks callers up in that database.
   *
   * @param sources a text belongs to the first source that recognises it
   */
  public Callers(
      Database database, Optional<Secret> adminKey, List<CallerSource> sources, Clocks clocks) {
    this.database = database;
    this.adminKey = adminKey.map(key -> KeyHash.of(key.reveal()));
    this.maxLength = Math.max(MAX_LENGTH, adminKey.map(Secret::length).orElse(0));
    this.sources = List.copyOf(sources);
    this.clocks = clocks;
    this.cache = new CallerCache(clocks);
    this.unknown = new UnknownKeys(clocks.nanoTime());
  }

  /** What is known without a query, as for almost every call. Any thread. */
  public Lookup findCached(String presentedKey) {
    if (presentedKey.length() > maxLength) {
      return UNKNOWN;
    }
    KeyHash hash = KeyHash.of(presentedKey);
    if (adminKey.isPresent() && adminKey.get().matches(hash)) {
      return ADMIN;
    }
    Lookup cached = cache.get(hash);
    return cached instanceof Lookup.NotCached && source(presentedKey).isEmpty() ? UNKNOWN : cached;
  }

  /**
   * The key's owner; empty if the key is not valid. Fails with {@link StoreUnavailableException} or
   * {@link StoreBusyException} if the database cannot be asked and the key was not valid within the
   * last five minutes.
   */
  public Future<Optional<Caller>> find(String presentedKey) {
    return switch (findCached(presentedKey)) {
      case Lookup.Known known -> Future.succeededFuture(Optional.of(known.caller()));
      case Lookup.Unknown _ -> Future.succeededFuture(Optional.empty());
      case Lookup.NotCached _ -> lookUp(presentedKey, source(presentedKey).orElseThrow());
    };
  }

  /** Counts an unknown key; the failure to answer with. */
  Failure refusal(Holder.Address from, String presentedKey) {
    return unknown.refusal(from, presentedKey);
  }

  /** Removes a key from the cache, after it was revoked or its session ended. */
  public void invalidate(String presentedKey) {
    invalidate(KeyHash.of(presentedKey));
  }

  /** Removes the key with that hash from the cache. */
  public void invalidate(KeyHash hash) {
    cache.invalidate(hash);
  }

  /** Removes all keys and sessions of a user from the cache. */
  public void invalidateAllOf(String userId) {
    cache.invalidateAllOf(userId);
  }

  private Optional<CallerSource> source(String key) {
    for (CallerSource source : sources) {
      if (source.recognises(key)) {
        return Optional.of(source);
      }
    }
    return Optional.empty();
  }

  /** One query at a time for each key, however many calls wait for it. */
  private Future<Optional<Caller>> lookUp(String key, CallerSource source) {
    KeyHash hash = KeyHash.of(key);
    CompletableFuture<Optional<Caller>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<Caller>> others = lookups.putIfAbsent(hash, mine);
    if (others != null) {
      return Workers.onCallersContext(others);
    }
    return database
        .read(handle -> load(handle, hash, source))
        .recover(failure -> staleOr(hash, failure))
        .onComplete(result -> {
          lookups.remove(hash, mine);
          if (result.succeeded()) {
            mine.complete(result.result());
          } else {
            mine.completeExceptionally(result.cause());
          }
        });
  }

  private Optional<Caller> load(Handle handle, KeyHash hash, CallerSource source) {
    long asked = cache.generation();
    Instant now = clocks.time().instant();
    Optional<Grant> grant = source.find(handle, hash, now);
    Optional<Caller> caller = grant.flatMap(found -> caller(handle, found));
    if (grant.isEmpty() || caller.isEmpty()) {
      cache.putUnknown(hash, asked);
      return Optional.empty();
    }
    cache.putKnown(hash, caller.get(), grant.get().endsAt(), asked);
    if (grant.get().lastUsed().plus(TOUCH_EVERY).isBefore(now)) {
      touch(source, hash, now);
    }
    return caller;
  }

  private static Optional<Caller> caller(Handle handle, Grant grant) {
    return Users.nameOf(handle, grant.userId())
        .map(name -> new Caller(grant.userId(), name, Role.USER, grant.proof()));
  }

  /** In the background; if it fails, the next look-up tries again. */
  private void touch(CallerSource source, KeyHash hash, Instant now) {
    var _ =
        database.write(handle -> {
          source.touch(handle, hash, now);
          return true;
        });
  }

  private Future<Optional<Caller>> staleOr(KeyHash hash, Throwable failure) {
    boolean away =
        failure instanceof StoreUnavailableException || failure instanceof StoreBusyException;
    Optional<Caller> stale = away ? cache.stale(hash) : Optional.empty();
    return stale.isPresent() ? Future.succeededFuture(stale) : Future.failedFuture(failure);
  }
}
