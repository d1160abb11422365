package llmchat.gateway.store;

import java.nio.file.Path;

/** Writes the whole database to one file, and restores it. Blocks; for the command line. */
public sealed interface Backup permits SqliteBackup, PostgresBackup {

  /** For the database at that address. */
  static Backup of(DatabaseAddress address) {
    return switch (address) {
      case DatabaseAddress.Sqlite sqlite -> new SqliteBackup(sqlite);
      case DatabaseAddress.Postgres postgres -> new PostgresBackup(postgres);
    };
  }

  /** The extension of backup files, with the dot. */
  String suffix();

  /**
   * Writes a consistent copy while the gateway runs. The file appears whole or not at all; only its
   * owner can read it.
   *
   * @param file must not exist yet
   * @throws BackupException if the copy cannot be made or written
   */
  BackupContents write(Path file);

  /**
   * Replaces the database with a backup, all or nothing; no gateway may be running.
   *
   * @param force whether to replace a database that has users
   * @throws BackupException if the file is damaged, not a backup, or from a later version, or if
   *     the database has users
   * @throws StoreOpenException if a gateway has the database open
   */
  BackupContents restore(Path file, boolean force);
}
