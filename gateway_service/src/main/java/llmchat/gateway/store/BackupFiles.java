package llmchat.gateway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes backup files, and checks their kind by their first bytes. */
final class BackupFiles {

  /** The kinds of backups. */
  enum Kind {
    SQLITE("SQLite format 3\0", "SQLite"),
    POSTGRES("PGDMP", "PostgreSQL");

    private final String beginning;
    private final String database;

    Kind(String beginning, String database) {
      this.beginning = beginning;
      this.database = database;
    }
  }

  private BackupFiles() {}

  /**
   * Writes a new file, which appears whole or not at all.
   *
   * @throws BackupException if the file exists or cannot be written
   */
  static BackupContents write(Path file, NewFile.Content<BackupContents> content) {
    try {
      return NewFile.write(file, content);
    } catch (FileAlreadyExistsException e) {
      throw new BackupException(file + " already exists: choose another name with --to.", e);
    } catch (IOException e) {
      throw new BackupException(
          "%s cannot be written: %s. Choose another place with --to.".formatted(file, reason(e)),
          e);
    }
  }

  /** Refuses a file of another kind, with a message that explains the mismatch. */
  static void require(Path file, Kind wanted) {
    String head;
    try (InputStream in = Files.newInputStream(file)) {
      head = new String(in.readNBytes(16), ISO_8859_1);
    } catch (IOException e) {
      throw new BackupException("%s cannot be read: %s".formatted(file, reason(e)), e);
    }
    if (head.startsWith(wanted.beginning)) {
      return;
    }
    for (Kind other : Kind.values()) {
      if (head.startsWith(other.beginning)) {
        throw new BackupException(
            "%s is a backup of a %s database, but the settings name a %s database (DATABASE_URL, POSTGRES_HOST)."
                .formatted(file, other.database, wanted.database));
      }
    }
    throw SchemaVersions.notOurs(file.toString());
  }

  /** Why a file could not be used, in a few words. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case FileSystemException file when file.getReason() != null -> file.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
