package llmchat.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import llmchat.gateway.store.StoreOpenException;
import llmchat.testkit.Http;
import llmchat.testkit.RealPostgres;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** This version beside, and after, a later one that has migrated the database. */
class LaterDatabaseTest {
  /** Where the database is. */
  enum Place {
    SQLITE {
      @Override
      String freshUrl() {
        return "";
      }

      @Override
      Jdbi open(Path folder, String url) {
        return Jdbi.create("jdbc:sqlite:" + folder.resolve("llm-chat.db"));
      }
    },
    POSTGRESQL {
      @Override
      String freshUrl() {
        return RealPostgres.freshDatabaseUrl();
      }

      @Override
      Jdbi open(Path folder, String url) {
        return Databases.at(url);
      }
    };

    /** A {@code DATABASE_URL}; empty for the one in the folder. */
    abstract String freshUrl();

    abstract Jdbi open(Path folder, String url);
  }

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @ParameterizedTest
  @EnumSource(Place.class)
  void worksWhileAndAfterALaterVersionAddedToTheTables(Place place, @TempDir Path folder)
      throws Exception {
    String url = place.freshUrl();
    Account ann;
    try (Product before = start(folder, url)) {
      Http http = before.http();
      ann = Account.signUp(http);
      assertServes(http, ann);

      addInTheMannerOfALaterVersion(place.open(folder, url), "1.99");

      assertServes(http, ann);
      assertServes(http, Account.signUp(http));
      assertThat(warnings()).isEmpty();
    }
    try (Product after = start(folder, url)) {
      Http http = after.http();
      assertServes(http, ann);
      assertServes(http, Account.signUp(http));
    }
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("a later version (migration 1.99); this one works with them");
    assertThat(Databases.migrations(place.open(folder, url)))
        .containsExactly("0.1", "1", "1.1", "1.2", "1.3", "1.99");
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void doesNotStartWhereALaterVersionTookSomethingAway(Place place, @TempDir Path folder) {
    String url = place.freshUrl();
    start(folder, url).close();
    Jdbi database = place.open(folder, url);
    addInTheMannerOfALaterVersion(database, "1.99");
    database.useHandle(handle -> handle.execute("alter table users drop column nickname"));
    note(database, "2");

    assertThatThrownBy(() -> start(folder, url))
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("a later version (migration 2)")
        .hasMessageContaining("Start the later version, or restore a backup")
        .message()
        .doesNotContain("\n", "postgres:postgres");
    assertThat(Databases.migrations(database))
        .containsExactly("0.1", "1", "1.1", "1.2", "1.3", "1.99", "2");
  }

  private Product start(Path folder, String url) {
    return Setup.of(Form.ONE_PROCESS)
        .withDemo()
        .with("DATA_DIR", folder.toString())
        .with("DATABASE_URL", url)
        .with("LOG_LEVEL", "warn")
        .logTo(log)
        .start();
  }

  private static void assertServes(Http http, Account account) throws Exception {
    Http caller = http.bearer(account.logIn(http));
    var answer = caller.post("/chat/", "{\"message\":\"Hello\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("\"saved\":false");
    String chat = Account.json(answer).path("chat_id").asString();
    assertThat(caller.get("/chat/" + chat + "/history").statusCode()).isEqualTo(200);
    assertThat(http.bearer(account.key()).post("/verify_token/", "").statusCode()).isEqualTo(200);
  }

  /** A new column that may be empty in each table, a new table, and a line in the history. */
  private static void addInTheMannerOfALaterVersion(Jdbi database, String version) {
    database.useHandle(handle -> {
      for (String table : List.of("users", "api_keys", "sessions", "chats", "messages")) {
        handle
            .createUpdate("alter table <table> add column nickname text")
            .define("table", table)
            .execute();
      }
      handle.execute("create table nicknames (name text)");
    });
    note(database, version);
  }

  private static void note(Jdbi database, String version) {
    database.useHandle(handle ->
        handle.execute(
            "insert into llm_chat_migrations (installed_rank, version, description, type, script,"
                + " checksum, installed_by, execution_time, success)"
                + " select max(installed_rank) + 1, ?, 'of a later version', 'SQL', 'later.sql', 1,"
                + " 'test', 1, true from llm_chat_migrations",
            version));
  }

  private List<String> warnings() {
    try (Stream<String> lines = log.toString(UTF_8).lines()) {
      return lines.filter(line -> line.contains("WARN  LaterVersion")).toList();
    }
  }
}
