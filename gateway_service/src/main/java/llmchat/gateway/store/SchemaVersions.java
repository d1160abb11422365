package llmchat.gateway.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Checks that a backup's tables are of this version of the program, or of an earlier one. */
final class SchemaVersions {
  private static final String READ = "select version from llm_chat_migrations";

  private SchemaVersions() {}

  /** The versions of the migrations that have run on a database of ours. */
  static List<String> in(Connection connection) throws SQLException {
    List<String> versions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(READ)) {
      while (row.next()) {
        String version = row.getString(1);
        if (version != null) {
          versions.add(version);
        }
      }
    }
    return versions;
  }

  /**
   * Refuses a backup that this program cannot migrate.
   *
   * @param newest the newest version that this program has
   * @throws BackupException if there are no versions, or one is newer
   */
  static void check(String file, List<String> versions, MigrationVersion newest) {
    MigrationVersion last =
        versions.stream()
            .map(version -> read(file, version))
            .max(MigrationVersion::compareTo)
            .orElseThrow(() -> notOurs(file));
    if (last.compareTo(newest) > 0) {
      throw new BackupException(
          "%s comes from a newer LLM Chat (its tables have version %s, this program knows %s): update this program first."
              .formatted(file, last, newest));
    }
  }

  private static MigrationVersion read(String file, String version) {
    try {
      return MigrationVersion.fromVersion(version);
    } catch (FlywayException e) {
      throw notOurs(file, e);
    }
  }

  static BackupException notOurs(String file) {
    return new BackupException(words(file));
  }

  private static BackupException notOurs(String file, Throwable cause) {
    return new BackupException(words(file), cause);
  }

  private static String words(String file) {
    return file + " is not a backup of LLM Chat.";
  }
}
