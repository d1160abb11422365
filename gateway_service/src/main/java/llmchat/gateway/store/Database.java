package llmchat.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's database, SQLite or PostgreSQL, with its tables up to date.
 *
 * <p>Work is written in blocking style and runs on a few threads of the store. {@link #read} and
 * {@link #write} never block; their futures complete on the caller's Vert.x context. They fail with
 * {@link StoreBusyException} if too much work is waiting, and with {@link
 * StoreUnavailableException} if the database is unavailable, within about two seconds (three if a
 * connection stops responding during a query). Other exceptions of the work are passed on
 * unchanged.
 *
 * <p>On SQLite one connection writes and several read, so that a writer never finds the file locked
 * by its own process; a lock file ensures that only one gateway uses the database. On PostgreSQL
 * reads and writes share one pool.
 */
public final class Database implements AutoCloseable {
  private final DatabaseAddress address;
  private final Lane reading;
  private final Lane writing;
  private final Runnable release;

  private Database(DatabaseAddress address, Lane reading, Lane writing, Runnable release) {
    this.address = address;
    this.reading = reading;
    this.writing = writing;
    this.release = release;
  }

  /**
   * Opens the database and migrates it; blocks, for use at start.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   * @throws StoreOpenException if it cannot be opened, with one line for the operator
   */
  public static Database open(
      DatabaseAddress address, StoreBounds settings, InstantSource time, LongSupplier nanoTime) {
    return switch (address) {
      case DatabaseAddress.Sqlite sqlite -> openSqlite(sqlite, settings, time, nanoTime);
      case DatabaseAddress.Postgres postgres -> openPostgres(postgres, settings, time, nanoTime);
    };
  }

  /** Runs work that only reads, outside a transaction. On SQLite it cannot write. */
  public <T extends @Nullable Object> Future<T> read(Work<T> work) {
    return reading.read(work);
  }

  /**
   * Runs work in one transaction, committed when it returns and rolled back when it throws. It may
   * run up to three times after deadlocks and serialization failures, so it must have no other
   * effects.
   */
  public <T extends @Nullable Object> Future<T> write(Work<T> work) {
    return writing.write(work);
  }

  /** Whether the last attempt to get a connection succeeded; without a query, any thread. */
  public boolean ready() {
    return reading.ready() && writing.ready();
  }

  /** The amount of work waiting for a thread and a connection; any thread. */
  public int waiting() {
    return reading.waiting() + (writing == reading ? 0 : writing.waiting());
  }

  /** Runs a trivial query; fails as {@link #read} does. */
  public Future<Void> check() {
    return read(handle -> handle.select("select 1").mapTo(Integer.class).one()).mapEmpty();
  }

  /** The address of this database. */
  public DatabaseAddress address() {
    return address;
  }

  /** Waits for running work, then closes all connections; blocks for a few seconds at most. */
  @Override
  public void close() {
    reading.close();
    if (writing != reading) {
      writing.close();
    }
    release.run();
  }

  private static Database openSqlite(
      DatabaseAddress.Sqlite address,
      StoreBounds settings,
      InstantSource time,
      LongSupplier nanoTime) {
    SqliteFile.prepare(address.file());
    SqliteLock lock = SqliteLock.take(address.file());
    try {
      return openSqlite(address, settings, time, nanoTime, lock);
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  private static Database openSqlite(
      DatabaseAddress.Sqlite address,
      StoreBounds settings,
      InstantSource time,
      LongSupplier nanoTime,
      SqliteLock lock) {
    DataSource source = SqliteFile.dataSource(address.file());
    try {
      SqliteFile.dropFreePagesIfFirstForm(source);
      Migrations.run(source, "sqlite", address, time);
      SqliteFile.emptyLog(source);
    } catch (SQLException failure) {
      throw new StoreOpenException(
          "The database file %s cannot be used: %s"
              .formatted(address.file(), SqlFailure.message(failure)),
          failure);
    }
    HikariConfig readers = SqliteFile.readers(source, settings.connections());
    return new Database(
        address,
        new Lane("store-read", readers, settings.queue(), nanoTime),
        new Lane("store-write", SqliteFile.writer(source), settings.queue(), nanoTime),
        lock::close);
  }

  private static Database openPostgres(
      DatabaseAddress.Postgres address,
      StoreBounds settings,
      InstantSource time,
      LongSupplier nanoTime) {
    DataSource patient = PostgresServer.patient(address);
    PostgresServer.await(patient, address, settings.startPatience(), nanoTime);
    PostgresServer.alone(
        patient, address, () -> Migrations.run(patient, "postgresql", address, time));
    HikariConfig connections = PostgresServer.connections(address, settings.connections());
    Lane lane = new Lane("store", connections, settings.queue(), nanoTime);
    return new Database(address, lane, lane, () -> {});
  }
}
