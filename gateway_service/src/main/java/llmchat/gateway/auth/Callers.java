package llmchat.gateway.auth;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import llmchat.gateway.auth.Sessions.Session;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.KeyHash;
import llmchat.gateway.store.StoreBusyException;
import llmchat.gateway.store.StoreUnavailableException;
import llmchat.gateway.store.Workers;
import llmchat.llm.Secret;
import org.jdbi.v3.core.Handle;

/**
 * Finds who presents a key: the admin key, an API key or a session token.
 *
 * <p>Keys without a right checksum are refused without asking anybody, unless the database holds
 * adopted keys of another form. That is read once at start: only the migration adopts keys, so none
 * can appear later. Thread-safe; nothing here blocks but {@link #open}.
 */
public final class Callers {
  /** Longer texts are no keys, unless the admin's is; adopted ones are far shorter. */
  private static final int MAX_LENGTH = 512;

  private static final Duration TOUCH_EVERY = Duration.ofMinutes(5);
  private static final Lookup UNKNOWN = new Lookup.Unknown();
  private static final Lookup ADMIN = new Lookup.Known(Caller.ADMIN);

  private final Database database;
  private final Optional<KeyHash> adminKey;
  private final int maxLength;
  private final Sessions sessions;
  private final InstantSource time;
  private final CallerCache cache;
  private final boolean anyAdopted;

  /** Questions under way, of all event loops; in the map for as long as one takes. */
  private final ConcurrentMap<KeyHash, CompletableFuture<Optional<Caller>>> asking =
      new ConcurrentHashMap<>();

  private Callers(
      Database database,
      Optional<Secret> adminKey,
      SessionLifetime lifetime,
      InstantSource time,
      LongSupplier nanoTime,
      boolean anyAdopted) {
    this.database = database;
    this.adminKey = adminKey.map(key -> KeyHash.of(key.reveal()));
    this.maxLength = Math.max(MAX_LENGTH, adminKey.map(Secret::length).orElse(0));
    this.sessions = new Sessions(lifetime);
    this.time = time;
    this.cache = new CallerCache(time, nanoTime);
    this.anyAdopted = anyAdopted;
  }

  /** Asks the database whether it holds adopted keys; blocks, for use at start. */
  public static Callers open(
      Database database,
      Optional<Secret> adminKey,
      SessionLifetime lifetime,
      InstantSource time,
      LongSupplier nanoTime) {
    boolean anyAdopted =
        database.read(ApiKeys::anyAdopted).toCompletionStage().toCompletableFuture().join();
    return new Callers(database, adminKey, lifetime, time, nanoTime, anyAdopted);
  }

  /** What can be said at once, on any thread and without waiting: the way of almost every call. */
  public Lookup findCached(String presentedKey) {
    if (presentedKey.length() > maxLength) {
      return UNKNOWN;
    }
    KeyHash hash = KeyHash.of(presentedKey);
    if (adminKey.isPresent() && adminKey.get().matches(hash)) {
      return ADMIN;
    }
    Lookup cached = cache.get(hash);
    return cached instanceof Lookup.NotCached && !mayExist(presentedKey) ? UNKNOWN : cached;
  }

  /**
   * The key's owner; empty if the key is not good. Fails with {@link StoreUnavailableException} or
   * {@link StoreBusyException} if the database would have to be asked and cannot, and the key was
   * not seen to be good within the last five minutes: then nothing is known about it.
   */
  public Future<Optional<Caller>> find(String presentedKey) {
    return switch (findCached(presentedKey)) {
      case Lookup.Known known -> Future.succeededFuture(Optional.of(known.caller()));
      case Lookup.Unknown _ -> Future.succeededFuture(Optional.empty());
      case Lookup.NotCached _ -> ask(presentedKey);
    };
  }

  /** Forgets what is cached about a key, after it was revoked or its session ended. */
  public void invalidate(String presentedKey) {
    invalidate(KeyHash.of(presentedKey));
  }

  /** The same by the hash of the key. */
  void invalidate(KeyHash hash) {
    cache.invalidate(hash);
  }

  /** Forgets what is cached about all keys. */
  public void invalidateAll() {
    cache.invalidateAll();
  }

  private boolean mayExist(String key) {
    return KeyFormat.looksGenuine(key) || (anyAdopted && !key.isEmpty());
  }

  /** One question at a time for each key, however many calls wait for the answer. */
  private Future<Optional<Caller>> ask(String key) {
    KeyHash hash = KeyHash.of(key);
    CompletableFuture<Optional<Caller>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<Caller>> others = asking.putIfAbsent(hash, mine);
    if (others != null) {
      return Workers.onCallersContext(others);
    }
    boolean session = KeyFormat.kindOf(key).filter(KeyKind.SESSION::equals).isPresent();
    return database
        .read(handle -> load(handle, hash, session))
        .recover(failure -> staleOr(hash, failure))
        .onComplete(result -> {
          asking.remove(hash, mine);
          if (result.succeeded()) {
            mine.complete(result.result());
          } else {
            mine.completeExceptionally(result.cause());
          }
        });
  }

  private Optional<Caller> load(Handle handle, KeyHash hash, boolean session) {
    long asked = cache.generation();
    Optional<Caller> caller =
        session ? loadSession(handle, hash, asked) : loadKey(handle, hash, asked);
    if (caller.isEmpty()) {
      cache.bad(hash, asked);
    }
    return caller;
  }

  private Optional<Caller> loadKey(Handle handle, KeyHash hash, long asked) {
    Instant now = time.instant();
    Optional<ApiKeys.Found> key = ApiKeys.find(handle, hash);
    key.ifPresent(found -> cache.good(hash, found.caller(), Instant.MAX, asked));
    key.filter(found -> found.lastUsed().plus(TOUCH_EVERY).isBefore(now))
        .ifPresent(found -> later(writing -> ApiKeys.touch(writing, hash, now)));
    return key.map(ApiKeys.Found::caller);
  }

  private Optional<Caller> loadSession(Handle handle, KeyHash hash, long asked) {
    Instant now = time.instant();
    Optional<Session> session = sessions.find(handle, hash, now);
    session.ifPresent(found -> cache.good(hash, found.caller(), found.expiresAt(), asked));
    session
        .filter(found -> found.lastSeen().plus(TOUCH_EVERY).isBefore(now))
        .ifPresent(found -> later(writing -> sessions.touch(writing, hash, now)));
    return session.map(Session::caller);
  }

  /** Nobody waits for this; if it fails, the next look-up in a minute does it again. */
  private void later(Consumer<Handle> touch) {
    var _ =
        database.write(handle -> {
          touch.accept(handle);
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
