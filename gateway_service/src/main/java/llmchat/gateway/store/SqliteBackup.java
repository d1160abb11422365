package llmchat.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/**
 * Backups of a SQLite file, as SQLite files written by {@code vacuum into}: they include what is
 * still in the write-ahead log, and nothing that was deleted.
 */
record SqliteBackup(DatabaseAddress.Sqlite address) implements Backup {
  private static final int BUSY_TIMEOUT_MILLIS = 30_000;

  @Override
  public String suffix() {
    return ".db";
  }

  @Override
  public BackupContents write(Path file) {
    if (Files.notExists(address.file())) {
      throw new BackupException(
          "There is no database at %s yet: start the gateway once, or name its folder with DATA_DIR."
              .formatted(address.file()));
    }
    return BackupFiles.write(file, part -> copy(address.file(), part));
  }

  @Override
  public BackupContents restore(Path file, boolean force) {
    BackupFiles.require(file, BackupFiles.Kind.SQLITE);
    try {
      SqliteFile.prepareFolder(address.file());
      Path target = SqliteFile.behindLinks(address.file());
      try (SqliteLock _ = SqliteLock.take(target)) {
        if (!force) {
          refuseIfItHasUsers(target);
        }
        return replace(target, file);
      }
    } catch (IOException e) {
      throw new BackupException(
          "%s cannot be written: %s".formatted(address.file(), BackupFiles.reason(e)), e);
    }
  }

  private static BackupContents replace(Path target, Path backup) throws IOException {
    Path part = NewFile.beside(target);
    try {
      NewFile.create(part);
      BackupContents contents = copy(backup, part);
      NewFile.sync(part);
      // Before the move: SQLite would replay an old log into the new file.
      removeLogs(target);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return contents;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Copies a database into an empty file, after checking its integrity and version. */
  private static BackupContents copy(Path from, Path to) {
    try (Connection connection = readOnly(from)) {
      checkIntegrity(connection, from);
      checkVersion(connection, from);
      try (PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
        vacuum.setString(1, to.toString());
        vacuum.execute();
      }
    } catch (SQLException e) {
      throw new BackupException(
          "%s cannot be copied: %s".formatted(from, SqlFailure.message(e)), e);
    }
    // Counted in the copy, which does not change.
    try (Connection connection = readOnly(to)) {
      return BackupContents.of(connection);
    } catch (SQLException e) {
      throw new BackupException(
          "The copy of %s cannot be read: %s".formatted(from, SqlFailure.message(e)), e);
    }
  }

  private static void checkIntegrity(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma integrity_check(1)")) {
      String verdict = row.next() ? row.getString(1) : "no answer";
      if (!verdict.equals("ok")) {
        throw new BackupException(
            "%s is damaged: %s".formatted(file, verdict.lines().findFirst().orElse("")));
      }
    }
  }

  private static void checkVersion(Connection connection, Path file) throws SQLException {
    try (ResultSet table = connection.getMetaData().getTables(null, null, Migrations.TABLE, null)) {
      if (!table.next()) {
        throw SchemaVersions.notOurs(file.toString());
      }
    }
    SchemaVersions.check(
        file.toString(), SchemaVersions.in(connection), Migrations.newest("sqlite"));
  }

  private void refuseIfItHasUsers(Path target) throws IOException {
    if (Files.notExists(target) || Files.size(target) == 0) {
      return;
    }
    long users;
    try (Connection connection = readOnly(target)) {
      users = BackupContents.users(connection);
    } catch (SQLException e) {
      throw new BackupException(
          "%s exists and cannot be read (%s); --force replaces it."
              .formatted(target, SqlFailure.message(e)),
          e);
    }
    if (users > 0) {
      throw new BackupException(
          "%s has %s; --force replaces it. Back it up first."
              .formatted(target, BackupContents.inWords(users, "user")));
    }
  }

  private static void removeLogs(Path database) throws IOException {
    for (String suffix : new String[] {"-wal", "-shm", "-journal"}) {
      Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
    }
  }

  private static Connection readOnly(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    return config.createConnection("jdbc:sqlite:" + file);
  }
}
