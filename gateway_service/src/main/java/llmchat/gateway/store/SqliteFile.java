package llmchat.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * Opens SQLite files: with a write-ahead log, foreign keys, transactions that take the write lock
 * at their start (so that none fails half-way), and deleted content overwritten with zeros.
 */
final class SqliteFile {
  /** How long a writer waits for another process; within this process there is one writer. */
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;

  /** The limit of Linux; more indicate a cycle. */
  private static final int MAX_LINKS = 40;

  private SqliteFile() {}

  /** Creates the folder and an empty file that only its owner can read, unless they exist. */
  static void prepare(Path file) {
    try {
      prepareFolder(file);
      NewFile.create(file);
    } catch (FileAlreadyExistsException there) {
      // A database from an earlier start; its permissions are the operator's.
    } catch (IOException | UnsupportedOperationException cause) {
      throw notWritable(file, cause);
    }
    if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
      throw notWritable(file, new IOException("not a writable file"));
    }
  }

  /** Creates the folder of a file unless it exists. */
  static void prepareFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }

  /**
   * The file that a symbolic link points to. SQLite puts the log beside that file, so that two
   * links are one database. The folder must exist.
   */
  static Path behindLinks(Path file) throws IOException {
    Path link = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(link) && links < MAX_LINKS; links++) {
      link = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
    }
    Path folder = link.getParent();
    return folder == null ? link : folder.toRealPath().resolve(link.getFileName());
  }

  static DataSource dataSource(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setPragma(Pragma.SECURE_DELETE, "on");
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** The pool of readers, which cannot write. */
  static HikariConfig readers(DataSource source, int connections) {
    HikariConfig config = pool(source, connections);
    config.setConnectionInitSql("pragma query_only = on");
    return config;
  }

  /** The pool of the single writer. */
  static HikariConfig writer(DataSource source) {
    return pool(source, 1);
  }

  /**
   * Rewrites the whole file before the first version's table is adopted, which drops free pages
   * that may still contain keys, since that version did not overwrite deleted content. Done before
   * the adoption, so that a crash in between does not skip it.
   */
  static void dropFreePagesIfFirstForm(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (FirstForm.isPresent(connection)) {
        statement.execute("vacuum");
      }
    }
  }

  /** Moves everything from the write-ahead log into the file and empties the log. */
  static void emptyLog(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(truncate)");
    }
  }

  private static HikariConfig pool(DataSource source, int connections) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(connections);
    config.setMaxLifetime(0);
    return config;
  }

  private static StoreOpenException notWritable(Path file, Exception cause) {
    return new StoreOpenException(
        "The database file %s cannot be written: choose a folder that this user may write to with DATA_DIR"
            .formatted(file),
        cause);
  }
}
