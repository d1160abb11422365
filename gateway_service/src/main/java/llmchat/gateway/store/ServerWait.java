package llmchat.gateway.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at start for a PostgreSQL server that does not answer yet: attempts to connect, with pauses
 * that grow to two seconds. If the server itself refuses, the start fails at once.
 */
final class ServerWait {
  /** One attempt to connect. */
  interface Attempt {
    void connect() throws SQLException;
  }

  /** Sleeps. */
  interface Pause {
    void pause(Duration time) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(ServerWait.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final DatabaseAddress.Postgres address;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Pause pause;

  /**
   * For one start.
   *
   * @param patience how long to retry; zero for a single attempt
   * @param nanoTime a monotonic clock in nanoseconds
   */
  ServerWait(
      DatabaseAddress.Postgres address, Duration patience, LongSupplier nanoTime, Pause pause) {
    this.address = address;
    this.patience = patience;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Blocks until an attempt succeeds.
   *
   * @throws StoreOpenException when the patience is over, or when the server refuses
   */
  void untilConnected(Attempt attempt) {
    long begun = nanoTime.getAsLong();
    Duration next = FIRST_PAUSE;
    for (boolean waiting = false; ; waiting = true) {
      try {
        attempt.connect();
        if (waiting) {
          LOG.info("{} answered after {} s", address.hosts(), since(begun).toSeconds());
        }
        return;
      } catch (SQLException failure) {
        Duration left = patience.minus(since(begun));
        if (!left.isPositive() || !SqlFailure.isNotUpYet(failure)) {
          throw noConnection(failure);
        }
        if (!waiting) {
          LOG.info(
              "waiting for {}, at most {} s: {}",
              address.hosts(),
              patience.toSeconds(),
              SqlFailure.message(failure));
        }
        pauseFor(shorter(next, left));
        next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  private Duration since(long begun) {
    return Duration.ofNanos(nanoTime.getAsLong() - begun);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private StoreOpenException noConnection(SQLException failure) {
    return new StoreOpenException(
        "No connection to %s: %s (DATABASE_URL)".formatted(address, SqlFailure.message(failure)),
        failure);
  }

  private void pauseFor(Duration time) {
    try {
      pause.pause(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreOpenException("Interrupted while waiting for the database");
    }
  }
}
