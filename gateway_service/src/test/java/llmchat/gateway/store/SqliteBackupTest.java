package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import llmchat.testkit.Await;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a SQLite database, made and restored by the store itself. */
class SqliteBackupTest {
  @TempDir Path folder;

  private final ManualTime time = new ManualTime();

  @Test
  void holdsWhatWasCommittedLastAndIsForItsOwnerOnly() throws Exception {
    Path data = folder.resolve("data");
    Path file = folder.resolve("copy.db");
    try (Database database = Vendor.open(DatabaseAddress.inFolder(data), time)) {
      addUser(database, "ann");
      addUser(database, "ben");
      assertThat(Files.size(data.resolve("llm-chat.db-wal")))
          .as("not in the file yet")
          .isPositive();

      assertThat(backup(data).write(file)).isEqualTo(new BackupContents(2, 0));
    }
    assertThat(names(file)).containsExactly("ann", "ben");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(data, file);
    }
  }

  @Test
  void neverOverwritesAFile() throws Exception {
    Path data = dataWith("ann");
    Path file = Files.writeString(folder.resolve("copy.db"), "precious");
    assertThatThrownBy(() -> backup(data).write(file))
        .isInstanceOf(BackupException.class)
        .hasMessage(file + " already exists: choose another name with --to.");
    assertThat(file).hasContent("precious");
  }

  @Test
  void leavesNothingBehindWhenItFails() throws Exception {
    Path data = folder.resolve("data");
    Files.createDirectories(data);
    Jdbi.create("jdbc:sqlite:" + data.resolve("llm-chat.db"))
        .useHandle(handle -> handle.execute("create table others (id integer)"));
    Path backups = Files.createDirectory(folder.resolve("backups"));
    assertThatThrownBy(() -> backup(data).write(backups.resolve("copy.db")))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("is not a backup of LLM Chat");
    assertThat(backups).isEmptyDirectory();
  }

  @Test
  void saysWhereThereIsNothingToBackUpAndWhereItCannotWrite() throws Exception {
    assertThatThrownBy(() -> backup(folder).write(folder.resolve("copy.db")))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("There is no database at " + folder.resolve("llm-chat.db"));
    Path data = dataWith("ann");
    assertThatThrownBy(() -> backup(data).write(folder.resolve("nowhere/copy.db")))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("there is no " + folder.resolve("nowhere"))
        .hasMessageContaining("--to");
  }

  @Test
  void restoresIntoAFolderThatIsNotThereYet() throws Exception {
    Path file = backupOf(dataWith("ann"));
    Path other = folder.resolve("new/data");
    assertThat(backup(other).restore(file, false)).isEqualTo(new BackupContents(1, 0));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(other.resolve("llm-chat.db"))))
        .isEqualTo("rw-------");
    try (Database database = Vendor.open(DatabaseAddress.inFolder(other), time)) {
      addUser(database, "ben");
    }
    assertThat(names(other.resolve("llm-chat.db"))).containsExactly("ann", "ben");
  }

  @Test
  void replacesUsersOnlyWhenForced() throws Exception {
    Path file = backupOf(dataWith("ann"));
    Path other = folder.resolve("other");
    Vendor.open(DatabaseAddress.inFolder(other), time).close();
    backup(other).restore(file, false);

    assertThatThrownBy(() -> backup(other).restore(file, false))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("has 1 user; --force replaces it");
    try (Database database = Vendor.open(DatabaseAddress.inFolder(other), time)) {
      addUser(database, "ben");
    }
    assertThat(backup(other).restore(file, true).users()).isOne();
    assertThat(names(other.resolve("llm-chat.db"))).containsExactly("ann");
  }

  /** A log that is left from before would be replayed into the restored file. */
  @Test
  void leavesNoLogOfTheOldDatabase() throws Exception {
    Path file = backupOf(dataWith("ann"));
    Path other = folder.resolve("other");
    Path copies = Files.createDirectory(folder.resolve("copies"));
    try (Database database = Vendor.open(DatabaseAddress.inFolder(other), time)) {
      addUser(database, "ben");
      for (String name : List.of("llm-chat.db", "llm-chat.db-wal", "llm-chat.db-shm")) {
        Files.copy(other.resolve(name), copies.resolve(name));
      }
    }
    backup(copies).restore(file, true);
    try (Stream<Path> files = Files.list(copies)) {
      assertThat(files)
          .containsExactlyInAnyOrder(
              copies.resolve("llm-chat.db"), copies.resolve("llm-chat.lock"));
    }
    assertThat(names(copies.resolve("llm-chat.db"))).containsExactly("ann");
  }

  @Test
  void refusesWhileAGatewayHasTheFileOpen() throws Exception {
    Path file = backupOf(dataWith("ann"));
    Path other = folder.resolve("other");
    try (Database _ = Vendor.open(DatabaseAddress.inFolder(other), time)) {
      assertThatThrownBy(() -> backup(other).restore(file, true))
          .isInstanceOf(StoreOpenException.class)
          .hasMessageContaining("is in use by another LLM Chat");
    }
    assertThat(backup(other).restore(file, true).users()).isOne();
  }

  @Test
  void refusesFilesThatAreNoGoodBackups() throws Exception {
    Path good = backupOf(dataWith("ann"));
    assertRefused(Files.writeString(folder.resolve("a"), "some text"), "is not a backup of LLM");
    assertRefused(Files.createFile(folder.resolve("b")), "is not a backup of LLM Chat");
    assertRefused(Files.writeString(folder.resolve("c"), "PGDMP and more"), "of a PostgreSQL");
    assertRefused(folder.resolve("d"), "there is no " + folder.resolve("d"));
    assertRefused(folder, "cannot be read");

    Path damaged = folder.resolve("e");
    byte[] bytes = Files.readAllBytes(good);
    for (int i = bytes.length / 2; i < bytes.length; i++) {
      bytes[i] = 7;
    }
    Files.write(damaged, bytes);
    assertRefused(damaged, "");

    Path cut = folder.resolve("f");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(good), 8192));
    assertRefused(cut, "");

    Path others = folder.resolve("g");
    Jdbi.create("jdbc:sqlite:" + others)
        .useHandle(handle -> handle.execute("create table users (username text)"));
    assertRefused(others, "is not a backup of LLM Chat");
  }

  @Test
  void refusesABackupOfANewerProgram() throws Exception {
    Path file = backupOf(dataWith("ann"));
    Jdbi.create("jdbc:sqlite:" + file)
        .useHandle(handle ->
            handle.execute(
                "insert into llm_chat_migrations (installed_rank, version, description, type,"
                    + " script, installed_by, execution_time, success) values (99, '1000.1',"
                    + " 'later', 'SQL', 'V1000_1.sql', 'us', 1, true)"));
    assertRefused(file, "comes from a newer LLM Chat (its tables have version 1000.1");
  }

  @Test
  void refusesABackupWhoseVersionIsNone() throws Exception {
    Path file = backupOf(dataWith("ann"));
    Jdbi.create("jdbc:sqlite:" + file)
        .useHandle(handle -> handle.execute("update llm_chat_migrations set version = 'one; two'"));
    assertRefused(file, "is not a backup of LLM Chat");
  }

  @Test
  void restoresToWhereALinkLeads() throws Exception {
    Path file = backupOf(dataWith("ann"));
    Path other = dataWith("ben");
    Path linked = Files.createDirectory(folder.resolve("linked"));
    Path link =
        Files.createSymbolicLink(
            linked.resolve("llm-chat.db"), linked.relativize(other.resolve("llm-chat.db")));
    try (Database _ = Vendor.open(DatabaseAddress.inFolder(other), time)) {
      assertThatThrownBy(() -> backup(linked).restore(file, true))
          .as("one lock for both names")
          .isInstanceOf(StoreOpenException.class);
    }
    backup(linked).restore(file, true);
    assertThat(link).isSymbolicLink();
    assertThat(names(other.resolve("llm-chat.db"))).containsExactly("ann");
  }

  @Test
  void letsOneProcessUseAFile() throws Exception {
    DatabaseAddress address = DatabaseAddress.inFolder(folder);
    try (Database _ = Vendor.open(address, time)) {
      assertThatThrownBy(() -> Vendor.open(address, time))
          .isInstanceOf(StoreOpenException.class)
          .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining("DATA_DIR");
    }
    Vendor.open(address, time).close();
  }

  /** Closing the first one once more must not let a third one in beside the second. */
  @Test
  void closingTwiceTakesNobodysLock() {
    DatabaseAddress address = DatabaseAddress.inFolder(folder);
    Database first = Vendor.open(address, time);
    first.close();
    try (Database _ = Vendor.open(address, time)) {
      first.close();
      assertThatThrownBy(() -> Vendor.open(address, time)).isInstanceOf(StoreOpenException.class);
    }
  }

  private void assertRefused(Path file, String why) throws IOException {
    Path target = folder.resolve("target");
    assertThatThrownBy(() -> backup(target).restore(file, false))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining(why)
        .message()
        .doesNotContain("\n");
    assertThat(target.resolve("llm-chat.db")).doesNotExist();
    if (Files.exists(target)) {
      try (Stream<Path> left = Files.list(target)) {
        assertThat(left).allMatch(path -> path.endsWith("llm-chat.lock"));
      }
    }
  }

  private static Backup backup(Path data) {
    return Backup.of(DatabaseAddress.inFolder(data));
  }

  private Path dataWith(String user) throws Exception {
    Path data = folder.resolve("data-of-" + user);
    try (Database database = Vendor.open(DatabaseAddress.inFolder(data), time)) {
      addUser(database, user);
    }
    return data;
  }

  private Path backupOf(Path data) {
    Path file = folder.resolve("backup.db");
    backup(data).write(file);
    return file;
  }

  private static void addUser(Database database, String name) throws Exception {
    Await.value(
        database.write(handle ->
            handle.execute(
                "insert into users (id, username, created_at) values (?, ?, 0)", name, name)));
  }

  private static List<String> names(Path file) {
    assertThat(file).exists();
    return Jdbi.create("jdbc:sqlite:" + file)
        .withHandle(handle ->
            handle
                .createQuery("select username from users where username <> '' order by username")
                .mapTo(String.class)
                .list());
  }
}
