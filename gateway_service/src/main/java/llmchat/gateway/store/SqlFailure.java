package llmchat.gateway.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Classifies the failures of database work. */
final class SqlFailure {
  /** Serialization failure, deadlock, "cached plan must not change": a retry may succeed. */
  private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "0A000");

  /** Lock timeout, statement timeout. */
  private static final Set<String> BUSY = Set.of("55P03", "57014");

  /**
   * Shutdowns, crash, starting up, too many connections, full disk, out of memory, read-only
   * transaction.
   */
  private static final Set<String> UNAVAILABLE =
      Set.of("57P01", "57P02", "57P03", "57P05", "53300", "53100", "53200", "25006");

  /** The server refused the connection, or does not speak PostgreSQL's protocol. */
  private static final Set<String> REJECTED = Set.of("08004", "08P01");

  private SqlFailure() {}

  /** The store's exception for a busy or unavailable database; other failures unchanged. */
  static Exception translated(Exception failure) {
    Optional<SQLException> sql = sqlException(failure);
    if (sql.isEmpty()) {
      return failure;
    }
    if (sql.get() instanceof SQLiteException sqlite) {
      return ofSqlite(sqlite.getResultCode(), failure);
    }
    String state = state(sql.get());
    if (BUSY.contains(state) || TRANSIENT.contains(state)) {
      return new StoreBusyException("the database was too busy to finish this work", failure);
    }
    return isUnavailable(state)
        ? new StoreUnavailableException("the database is unavailable", failure)
        : failure;
  }

  /** Whether the same transaction may succeed if it is repeated. */
  static boolean isTransient(Exception failure) {
    return sqlException(failure).map(sql -> TRANSIENT.contains(state(sql))).orElse(false);
  }

  /** Whether the connection broke, or the server could not be reached at all. */
  static boolean isConnectionLost(Exception failure) {
    return sqlException(failure)
        .map(SqlFailure::state)
        .map(state -> state.startsWith("08") || state.startsWith("57P"))
        .orElse(false);
  }

  /** Whether a server that is still starting may fail like this. */
  static boolean isNotUpYet(SQLException failure) {
    return isConnectionLost(failure)
        && sqlException(failure).map(SqlFailure::state).filter(REJECTED::contains).isEmpty();
  }

  /** The database's own message, on one line, for the operator. */
  static String message(Throwable failure) {
    String text = sqlException(failure).map(Throwable::getMessage).orElse(failure.getMessage());
    return text == null ? failure.getClass().getSimpleName() : text.lines().findFirst().orElse("");
  }

  private static Exception ofSqlite(SQLiteErrorCode code, Exception failure) {
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new StoreBusyException("the database file stayed locked by another process", failure);
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_NOMEM ->
          new StoreUnavailableException("the database file cannot be written", failure);
      default -> failure;
    };
  }

  private static boolean isUnavailable(String state) {
    return state.startsWith("08") || UNAVAILABLE.contains(state);
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }

  /** The innermost one, since pools and wrappers add their own around it. */
  private static Optional<SQLException> sqlException(Throwable failure) {
    Optional<SQLException> found = Optional.empty();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        found = Optional.of(sql);
      }
    }
    return found;
  }
}
