package llmchat.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import llmchat.gateway.store.DatabaseAddress.Postgres;
import llmchat.gateway.store.DatabaseAddress.Sqlite;
import llmchat.llm.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ann:s3cret-word@db.example:5433/chat",
        "postgres://ann:s3cret-word@db.example:5433/chat",
        "postgresql+asyncpg://ann:s3cret-word@db.example:5433/chat",
        "postgresql+psycopg2://ann:s3cret-word@db.example:5433/chat",
        "jdbc:postgresql://ann:s3cret-word@db.example:5433/chat",
        "jdbc:postgresql://db.example:5433/chat?user=ann&password=s3cret-word",
        "  PostgreSQL://ann:s3cret-word@db.example:5433/chat\n",
      })
  void readsEverySpellingOfAPostgresAddress(String url) {
    assertThat(DatabaseAddress.parse(url))
        .isEqualTo(
            new Postgres(
                "db.example:5433",
                "chat",
                "ann",
                Optional.of(new Secret("s3cret-word")),
                Map.of()));
  }

  @Test
  void decodesPercentSignsAndKeepsPlusSigns() {
    assertThat(DatabaseAddress.parse("postgresql://a%40b:p%2Fw%3A+%25@h/d%20b"))
        .isEqualTo(new Postgres("h", "d b", "a@b", Optional.of(new Secret("p/w:+%")), Map.of()));
  }

  @Test
  void takesUnescapedPasswordsAsSqlalchemyDoes() {
    assertThat(DatabaseAddress.parse("postgresql://ann:p@ss/w#rd@db/chat"))
        .isEqualTo(
            new Postgres("db", "chat", "ann", Optional.of(new Secret("p@ss/w#rd")), Map.of()));
  }

  @Test
  void keepsOptionsByTheDriversNames() {
    String options = "?sslmode=verify-full&sslrootcert=/ca.pem&connect_timeout=3";
    assertThat(((Postgres) DatabaseAddress.parse("postgresql://db/chat" + options)).options())
        .containsOnly(
            Map.entry("sslmode", "verify-full"),
            Map.entry("sslrootcert", "/ca.pem"),
            Map.entry("connectTimeout", "3"));
    assertThat(((Postgres) DatabaseAddress.parse("postgresql://db/chat?ssl=require")).options())
        .containsOnly(Map.entry("sslmode", "require"));
  }

  @Test
  void takesHostsInBracketsSeveralHostsAndNone() {
    assertThat(DatabaseAddress.parse("postgresql://u@[::1]:5432/d").toString())
        .isEqualTo("postgresql://u@[::1]:5432/d");
    assertThat(DatabaseAddress.parse("postgresql://u@a:1,b:2/d").toString())
        .isEqualTo("postgresql://u@a:1,b:2/d");
    assertThat(DatabaseAddress.parse("jdbc:postgresql:d").toString())
        .isEqualTo("postgresql://localhost/d");
  }

  @Test
  void readsSqlitePaths() {
    assertThat(DatabaseAddress.parse("sqlite:///data/chat.db"))
        .isEqualTo(new Sqlite(Path.of("data/chat.db")));
    assertThat(DatabaseAddress.parse("sqlite+aiosqlite:////var/chat.db"))
        .isEqualTo(new Sqlite(Path.of("/var/chat.db")));
    assertThat(DatabaseAddress.parse("jdbc:sqlite:chat.db"))
        .isEqualTo(new Sqlite(Path.of("chat.db")));
  }

  @Test
  void showsNoPasswordAndNoOption() {
    assertThat(DatabaseAddress.parse("postgresql://ann:s3cret-word@db/chat?sslpassword=other"))
        .hasToString("postgresql://ann@db/chat");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://ann:s3cret-word@db/chat",
        "ann-s3cret-word",
        "postgresql://ann:s3cret-word%zz@db/chat",
        "postgresql://",
        "sqlite://",
        "sqlite:///:memory:",
        ""
      })
  void refusesWhatIsNoAddressWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank()
        .doesNotContain("s3cret-word");
  }
}
