package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import llmchat.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a real PostgreSQL database, with the tools that are installed. */
class PostgresBackupTest {
  /** The embedded server's. */
  private static final int SERVER = 18;

  private final ManualTime time = new ManualTime();

  @TempDir Path folder;

  @Test
  void restoresWhatItWrote() throws Exception {
    assumeTools(true);
    Path file = folder.resolve("copy.dump");
    DatabaseAddress from = Vendor.POSTGRESQL.fresh(folder);
    try (Database database = Vendor.open(from, time)) {
      addUser(database, "ann");
      assertThat(Backup.of(from).write(file)).isEqualTo(new BackupContents(1, 0));
      assertThatThrownBy(() -> Backup.of(from).restore(file, true))
          .hasMessageContaining("is in use by a running gateway");
      addUser(database, "ben");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    DatabaseAddress to = Vendor.POSTGRESQL.fresh(folder);
    for (DatabaseAddress each : List.of(from, to)) {
      assertThat(Backup.of(each).restore(file, each.equals(from)))
          .isEqualTo(new BackupContents(1, 0));
      try (Database database = Vendor.open(each, time)) {
        assertThat(names(database)).containsExactly("ann");
      }
      assertThatThrownBy(() -> Backup.of(each).restore(file, false))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("has 1 user; --force replaces them");
    }
  }

  @Test
  void saysThatTheToolIsTooOldForTheServer() throws Exception {
    assumeTools(false);
    DatabaseAddress address = Vendor.POSTGRESQL.fresh(folder);
    Vendor.open(address, time).close();
    Path file = folder.resolve("copy.dump");
    assertThatThrownBy(() -> Backup.of(address).write(file))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("is version")
        .hasMessageContaining("install the client tools of PostgreSQL " + SERVER + " or later")
        .message()
        .doesNotContain("postgres:postgres");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysThatAToolIsMissing() {
    PostgresTool tool = new PostgresTool("pg_dump-that-nobody-has", address());
    assertThatThrownBy(() -> tool.run("--version"))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("is not installed here: install PostgreSQL's client tools");
  }

  @Test
  void tellsTheToolWhereTheServerIsInItsEnvironmentAlone() {
    assertThat(new PostgresTool("env", address()).run().lines())
        .contains(
            "PGHOST=db.example.com,::1",
            "PGPORT=5433,5432",
            "PGUSER=me",
            "PGPASSWORD=a secret",
            "PGDATABASE=chats",
            "PGSSLMODE=require");
  }

  @Test
  void repeatsTheFirstLineOfAToolThatFails() {
    assertThatThrownBy(() -> new PostgresTool("ls", address()).run("/not/there"))
        .isInstanceOf(BackupException.class)
        .hasMessageStartingWith("ls failed: ")
        .hasMessageContaining("/not/there");
  }

  @Test
  void saysThatThereIsNothingToBackUp() {
    DatabaseAddress empty = Vendor.POSTGRESQL.fresh(folder);
    assertThatThrownBy(() -> Backup.of(empty).write(folder.resolve("copy.dump")))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("There are no LLM Chat tables");
  }

  @Test
  void refusesFilesOfAnotherKind() throws Exception {
    Path sqlite = Files.writeString(folder.resolve("a.db"), "SQLite format 3\0 and more");
    assertThatThrownBy(() -> Backup.of(address()).restore(sqlite, true))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(
            "is a backup of a SQLite database, but the settings name a PostgreSQL");
  }

  private static DatabaseAddress.Postgres address() {
    return (DatabaseAddress.Postgres)
        DatabaseAddress.parse(
            "postgresql://me:a%20secret@db.example.com:5433,[::1]/chats?sslmode=require");
  }

  /** Skips, and says so, where the installed tools are not what the test is about. */
  private static void assumeTools(boolean goodEnough) {
    Optional<Integer> version;
    try {
      version = Optional.of(new PostgresTool("pg_dump", address()).majorVersion());
    } catch (BackupException missing) {
      version = Optional.empty();
    }
    boolean fits = version.isPresent() && (version.get() >= SERVER) == goodEnough;
    if (!fits) {
      System.err.println(
          "SKIPPED: a test for a pg_dump %s than PostgreSQL %d; there is %s"
              .formatted(
                  goodEnough ? "not older" : "older",
                  SERVER,
                  version.map(Object::toString).orElse("none")));
    }
    assumeTrue(fits, "another pg_dump");
  }

  private static void addUser(Database database, String name) throws Exception {
    Await.value(
        database.write(handle ->
            handle.execute(
                "insert into users (id, username, created_at) values (?, ?, 0)", name, name)));
  }

  private static List<String> names(Database database) throws Exception {
    return Await.value(
        database.read(handle ->
            handle
                .createQuery("select username from users where username <> ''")
                .mapTo(String.class)
                .list()));
  }
}
