package llmchat.gateway.store;

import java.nio.file.Path;

/** The whole database in one file, and the way back. Blocks; for the command line. */
public sealed interface Backup permits SqliteBackup, PostgresBackup {

  /** The backups of the database there. */
  static Backup of(DatabaseAddress address) {
    return switch (address) {
      case DatabaseAddress.Sqlite sqlite -> new SqliteBackup(sqlite);
      case DatabaseAddress.Postgres postgres -> new PostgresBackup(postgres);
    };
  }

  /** How the names of its files end, with the dot. */
  String suffix();

  /**
   * Writes a consistent copy while the gateway runs. The file appears whole or not at all; only its
   * owner can read it.
   *
   * @param file does not exist
   * @throws BackupException if that is not possible
   */
  BackupContents write(Path file);

  /**
   * Puts a backup in the place of the database, all of it or nothing; no gateway may be running.
   *
   * @param force whether a database that holds users is replaced
   * @throws BackupException if the file is not a good backup that this program understands, or the
   *     database holds users
   * @throws StoreOpenException if a gateway has the database open
   */
  BackupContents restore(Path file, boolean force);
}
