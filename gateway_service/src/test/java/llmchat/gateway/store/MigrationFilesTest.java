package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A migration between two whole numbers only adds: programs of the version before run beside it.
 */
class MigrationFilesTest {
  private static final Pattern ADDS_ONLY_BY_NAME = Pattern.compile("V\\d+[._]\\d+__.*\\.sql");
  private static final Pattern TAKES_AWAY =
      Pattern.compile(
          "\\b(drop|rename|truncate|delete)\\b|\\balter\\s+column\\b|\\badd\\s+constraint\\b"
              + "|\\badd\\s+(column\\s+)?\\w+[^,;]*\\bnot\\s+null\\b(?![^,;]*\\bdefault\\b)");

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void addAndTakeNothingAway(String vendor) throws IOException, URISyntaxException {
    URI folder =
        Objects.requireNonNull(Migrations.class.getResource("migration/" + vendor)).toURI();
    if (folder.getScheme().equals("jar")) {
      try (FileSystem _ = FileSystems.newFileSystem(folder, Map.of())) {
        checkAll(Path.of(folder));
      }
    } else {
      checkAll(Path.of(folder));
    }
  }

  private static void checkAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).isNotEmpty();
      for (Path file : all) {
        if (ADDS_ONLY_BY_NAME.matcher(file.getFileName().toString()).matches()) {
          assertThat(takesAway(Files.readString(file))).as("%s", file).isFalse();
        }
      }
    }
  }

  @Test
  void whatTakesAwayIsSeen() {
    for (String statement :
        List.of(
            "alter table users drop column nickname;",
            "alter table users rename to people;",
            "ALTER TABLE users ALTER COLUMN name SET NOT NULL;",
            "alter table users add column nickname text not null;",
            "delete from chats;")) {
      assertThat(takesAway(statement)).as(statement).isTrue();
    }
    for (String statement :
        List.of(
            "alter table users add column nickname text; -- nothing is dropped",
            "alter table users add column level integer not null default 0;",
            "create table nicknames (name text not null);",
            "create index nicknames_by_name on nicknames (name);",
            "create trigger gone after delete on users begin"
                + " insert into words (words, rowid) values ('delete', old.id); end;")) {
      assertThat(takesAway(statement)).as(statement).isFalse();
    }
  }

  private static boolean takesAway(String sql) {
    String statements =
        sql.replaceAll("--.*", "")
            .toLowerCase(Locale.ROOT)
            // When a trigger runs, and what FTS5 is told as a text.
            .replaceAll("\\bafter delete on\\b", "")
            .replaceAll("'[^']*'", "''");
    return TAKES_AWAY.matcher(statements).find();
  }
}
