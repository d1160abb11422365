package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import llmchat.testkit.Await;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Vendor.class)
class FirstFormTest {
  private static final String TABLE =
      "create table users (username varchar primary key, hashed_password varchar, api_key varchar unique)";
  private static final String BCRYPT =
      "$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";
  private static final String KEY = "clear-key-of-ann-0123456789abcdef";

  @TempDir Path folder;

  private final Vendor vendor;
  private final ManualTime time = new ManualTime();

  FirstFormTest(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  void adoptsAccountsWithTheirHashesAndTheirKeysHashed() {
    DatabaseAddress address = firstForm(handle -> add(handle, "ann", BCRYPT, KEY));
    try (Database database = Vendor.open(address, time)) {
      assertThat(passwordHash(database, "ann")).contains(BCRYPT);
      assertThat(ownerOf(database, KEY)).contains("ann");
      assertThat(tables(database)).doesNotContain(FirstForm.ASIDE);
    }
  }

  @Test
  void adoptsOnceAndStartsAgain() {
    DatabaseAddress address = firstForm(handle -> add(handle, "ann", BCRYPT, KEY));
    Vendor.open(address, time).close();
    try (Database database = Vendor.open(address, time)) {
      assertThat(ownerOf(database, KEY)).contains("ann");
    }
  }

  @Test
  void leavesNoClearKeyInAnyFile() throws Exception {
    DatabaseAddress address =
        firstForm(handle -> {
          for (int i = 0; i < 500; i++) {
            add(handle, "user" + i, BCRYPT, "clear-key-number-" + i + "-" + "x".repeat(60));
          }
          handle.execute("delete from users where username like 'user4%'");
        });
    try (Database database = Vendor.open(address, time)) {
      assertThat(ownerOf(database, "clear-key-number-7-" + "x".repeat(60))).contains("user7");
      assertNoFileHolds("clear-key-number-");
    }
    assertNoFileHolds("clear-key-number-");
  }

  @Test
  void takesStrangeRowsAsFarAsTheyGo() {
    String longName = "n".repeat(2_000);
    DatabaseAddress address =
        firstForm(handle -> {
          add(handle, "e\u0301va", BCRYPT, "key-decomposed");
          add(handle, "\u00e9va", BCRYPT, "key-composed");
          add(handle, "o\u0308", BCRYPT, "key-alone");
          add(handle, longName, BCRYPT, "key-long");
          add(handle, "no password", null, "key-1");
          add(handle, "clear password", "hunter2hunter2", "key-2");
          add(handle, "no key", BCRYPT, null);
          add(handle, "empty key", BCRYPT, "");
          add(handle, "", BCRYPT, "key-of-no-name");
          if (vendor == Vendor.SQLITE) {
            add(handle, null, BCRYPT, "key-of-null");
          }
        });
    try (Database database = Vendor.open(address, time)) {
      assertThat(ownerOf(database, "key-composed")).contains("\u00e9va");
      assertThat(ownerOf(database, "key-decomposed")).isEmpty();
      assertThat(ownerOf(database, "key-alone")).contains("\u00f6");
      assertThat(ownerOf(database, "key-long")).contains(longName);
      assertThat(ownerOf(database, "key-1")).contains("no password");
      assertThat(ownerOf(database, "key-2")).contains("clear password");
      assertThat(passwordHash(database, "clear password")).isEmpty();
      assertThat(passwordHash(database, "no key")).contains(BCRYPT);
      assertThat(ownerOf(database, "key-of-no-name")).isEmpty();
      assertThat(ownerOf(database, "")).isEmpty();
    }
  }

  @Test
  void refusesAUsersTableOfSomebodyElseAndLeavesItAlone() {
    DatabaseAddress address = vendor.fresh(folder);
    run(
        address,
        handle -> {
          handle.execute("create table users (id integer, name varchar(99))");
          handle.execute("insert into users values (1, 'kept')");
        });
    assertThatThrownBy(() -> Vendor.open(address, time))
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("users")
        .message()
        .doesNotContain("\n");
    run(
        address,
        handle ->
            assertThat(handle.select("select name from users").mapTo(String.class).list())
                .containsExactly("kept"));
  }

  @Test
  void startsBesideTablesOfOthers() {
    DatabaseAddress address = vendor.fresh(folder);
    run(address, handle -> handle.execute("create table invoices (id integer)"));
    try (Database database = Vendor.open(address, time)) {
      assertThat(tables(database)).contains("invoices", "users", "messages");
    }
  }

  private interface Filling {
    void with(Handle handle);
  }

  private DatabaseAddress firstForm(Filling filling) {
    DatabaseAddress address = vendor.fresh(folder);
    run(
        address,
        handle -> {
          handle.execute(TABLE);
          filling.with(handle);
        });
    return address;
  }

  private static void run(DatabaseAddress address, Filling filling) {
    String url =
        switch (address) {
          case DatabaseAddress.Sqlite sqlite -> "jdbc:sqlite:" + sqlite.file();
          case DatabaseAddress.Postgres postgres ->
              "jdbc:postgresql://%s/%s?user=postgres&password=postgres"
                  .formatted(postgres.hosts(), postgres.database());
        };
    Jdbi.create(url).useTransaction(filling::with);
  }

  private static void add(
      Handle handle, @Nullable String name, @Nullable String hash, @Nullable String key) {
    handle.execute("insert into users values (?, ?, ?)", name, hash, key);
  }

  private static Optional<String> ownerOf(Database database, String key) {
    return Await.value(
        database.read(handle ->
            handle
                .select(
                    "select username from users u join api_keys k on u.id = k.user_id where k.hash = ?",
                    KeyHash.of(key).bytes())
                .mapTo(String.class)
                .findOne()));
  }

  private static Optional<String> passwordHash(Database database, String name) {
    return Await.value(
        database.read(handle ->
            handle
                .select("select coalesce(password_hash, '') from users where username = ?", name)
                .mapTo(String.class)
                .findOne()
                .filter(hash -> !hash.isEmpty())));
  }

  private static List<String> tables(Database database) {
    return Await.value(
        database.read(handle ->
            handle
                .queryMetadata(
                    metadata -> metadata.getTables(null, null, "%", new String[] {"TABLE"}))
                .map((row, context) -> row.getString("TABLE_NAME"))
                .list()));
  }

  /** SQLite's files; what PostgreSQL keeps of a dropped table is its own affair. */
  private void assertNoFileHolds(String secret) throws Exception {
    if (vendor == Vendor.SQLITE) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(secret);
        }
      }
    }
  }
}
