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
 * <p>Work is given in blocking style and runs on a few threads of the store's own; calling {@link
 * #read} and {@link #write} never blocks, and their futures complete on the Vert.x context of the
 * caller. They fail with {@link StoreBusyException} when too much work waits, and with {@link
 * StoreUnavailableException} when the database is away, within about two seconds (three for a query
 * whose connection falls silent half-way); whatever else the work throws comes as it is.
 *
 * <p>On SQLite one connection writes and several read, so that a writer never finds the file locked
 * by its own process; one gateway uses one file, which a lock beside it ensures. On PostgreSQL both
 * kinds share one pool.
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
   * @throws StoreOpenException if that is not possible, with one line for the operator
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
   * run up to three times if the database asks for a repetition, so it must do nothing else.
   */
  public <T extends @Nullable Object> Future<T> write(Work<T> work) {
    return writing.write(work);
  }

  /** Whether the last connection that was wanted could be had; costs nothing, any thread. */
  public boolean ready() {
    return reading.ready() && writing.ready();
  }

  /** Work that waits for a thread and a connection; any thread. */
  public int waiting() {
    return reading.waiting() + (writing == reading ? 0 : writing.waiting());
  }

  /** Asks the database for one row; fails as {@link #read} does. */
  public Future<Void> check() {
    return read(handle -> handle.select("select 1").mapTo(Integer.class).one()).mapEmpty();
  }

  /** Where this database is, without a password. */
  public DatabaseAddress address() {
    return address;
  }

  /** Lets running work end, then closes all connections; blocks for some seconds at most. */
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
