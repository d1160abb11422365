package llmchat.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections with as many threads, so that no thread waits for a connection that another
 * one holds.
 *
 * <p>If no connection can be opened, work is refused at once for half a second, before the next
 * attempt. Waiting callers therefore fail within about two seconds, and the lane recovers by
 * itself.
 */
final class Lane implements AutoCloseable {
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int ATTEMPTS = 3;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Workers workers;
  private final LongSupplier nanoTime;

  /** Written by the threads of the lane, read by callers. */
  private volatile boolean unavailable;

  private volatile long unavailableSince;

  Lane(String name, HikariConfig connections, int queue, LongSupplier nanoTime) {
    int size = connections.getMaximumPoolSize();
    connections.setPoolName(name);
    connections.setMinimumIdle(size);
    connections.setConnectionTimeout(1_000);
    connections.setValidationTimeout(900);
    connections.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(connections);
    this.jdbi = Jdbi.create(pool);
    // Bound values are user content, and failures are logged.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    this.workers = new Workers(name, size, queue, Lane::full);
    this.nanoTime = nanoTime;
  }

  /** Runs outside a transaction; again on a new connection if the first one was broken. */
  <T extends @Nullable Object> Future<T> read(Work<T> work) {
    return submit(() -> read(work, nanoTime.getAsLong(), 1));
  }

  /** Runs in a transaction; again after a deadlock or serialization failure. */
  <T extends @Nullable Object> Future<T> write(Work<T> work) {
    return submit(() -> write(work, 1));
  }

  /** Whether the last attempt to open a connection succeeded. */
  boolean ready() {
    return !unavailable;
  }

  /** The amount of work waiting for a thread. */
  int waiting() {
    return workers.waiting();
  }

  @Override
  public void close() {
    workers.close();
    pool.close();
  }

  private <T extends @Nullable Object> Future<T> submit(Callable<T> work) {
    if (isUnavailableForNow()) {
      return Future.failedFuture(unavailable());
    }
    long submitted = nanoTime.getAsLong();
    return workers.call(() -> {
      if (isUnavailableForNow()) {
        throw unavailable();
      }
      if (nanoTime.getAsLong() - submitted > MAX_WAIT_NANOS) {
        throw full();
      }
      return work.call();
    });
  }

  private <T extends @Nullable Object> T read(Work<T> work, long started, int attempt)
      throws Exception {
    try (Handle handle = open()) {
      return work.with(handle);
    } catch (Exception failure) {
      // A broken connection is replaced; after an unresponsive one there is no time left.
      boolean quick = nanoTime.getAsLong() - started < RETRY_NANOS;
      if (attempt < ATTEMPTS && quick && !unavailable && SqlFailure.isConnectionLost(failure)) {
        return read(work, started, attempt + 1);
      }
      throw SqlFailure.translated(failure);
    }
  }

  private <T extends @Nullable Object> T write(Work<T> work, int attempt) throws Exception {
    try (Handle handle = open()) {
      return handle.inTransaction(work::with);
    } catch (Exception failure) {
      if (attempt < ATTEMPTS && SqlFailure.isTransient(failure)) {
        return write(work, attempt + 1);
      }
      throw SqlFailure.translated(failure);
    }
  }

  private Handle open() {
    try {
      Handle handle = jdbi.open();
      unavailable = false;
      return handle;
    } catch (RuntimeException failure) {
      unavailableSince = nanoTime.getAsLong();
      unavailable = true;
      throw new StoreUnavailableException("no connection to the database", failure);
    }
  }

  private boolean isUnavailableForNow() {
    return unavailable && nanoTime.getAsLong() - unavailableSince < RETRY_NANOS;
  }

  private static StoreUnavailableException unavailable() {
    return new StoreUnavailableException("the database is unavailable");
  }

  private static StoreBusyException full() {
    return new StoreBusyException("too much work is waiting for the database");
  }
}
