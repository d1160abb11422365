package llmchat.gateway.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Secret;

/** Where the database is. Printing one never shows a password. */
public sealed interface DatabaseAddress {

  /** The file's name in the data folder when no address is configured. */
  String FILE_NAME = "llm-chat.db";

  /** One SQLite file; its folder is made when the database is opened. */
  record Sqlite(Path file) implements DatabaseAddress {
    @Override
    public String toString() {
      return "sqlite:///" + file;
    }
  }

  /**
   * A PostgreSQL server.
   *
   * @param hosts one host, with or without a port, or several with commas between
   * @param database the database's name, decoded
   * @param user the user's name, decoded; empty means the operating system's user
   * @param options further connection options by the driver's names, such as {@code sslmode}
   */
  record Postgres(
      String hosts,
      String database,
      String user,
      Optional<Secret> password,
      Map<String, String> options)
      implements DatabaseAddress {
    public Postgres {
      options = Map.copyOf(options);
    }

    /** Options may carry secrets too (a key's passphrase), so they are left out. */
    @Override
    public String toString() {
      return "postgresql://" + (user.isEmpty() ? "" : user + "@") + hosts + "/" + database;
    }
  }

  /** The SQLite file {@value #FILE_NAME} in a data folder. */
  static DatabaseAddress inFolder(Path dataFolder) {
    return new Sqlite(dataFolder.resolve(FILE_NAME));
  }

  /**
   * Reads a {@code DATABASE_URL}: {@code postgresql://user:password@host:port/db?sslmode=require},
   * also as {@code postgres://}, with a Python driver's name ({@code postgresql+asyncpg://}) or as
   * a JDBC URL; {@code sqlite:///relative.db} and {@code sqlite:////absolute.db}.
   *
   * @throws IllegalArgumentException with a message for the operator that repeats no part of the
   *     address behind its scheme
   */
  static DatabaseAddress parse(String url) {
    String text = url.strip();
    String bare = text.regionMatches(true, 0, "jdbc:", 0, 5) ? text.substring(5) : text;
    int colon = bare.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("no scheme; write postgresql://user:password@host/db");
    }
    String scheme = bare.substring(0, colon).toLowerCase(Locale.ROOT);
    String vendor = scheme.contains("+") ? scheme.substring(0, scheme.indexOf('+')) : scheme;
    String rest = bare.substring(colon + 1);
    return switch (vendor) {
      case "postgresql", "postgres" -> PostgresUrl.parse(rest);
      case "sqlite" -> sqlite(rest);
      default ->
          throw new IllegalArgumentException(
              "scheme not supported; use postgresql://… or sqlite:///…");
    };
  }

  private static DatabaseAddress sqlite(String rest) {
    String noQuery = rest.contains("?") ? rest.substring(0, rest.indexOf('?')) : rest;
    String path = noQuery.startsWith("///") ? noQuery.substring(3) : noQuery;
    if (path.isEmpty() || path.startsWith("//") || path.startsWith(":memory:")) {
      throw new IllegalArgumentException("a SQLite database needs a file: sqlite:///path");
    }
    return new Sqlite(Path.of(PostgresUrl.decode(path)));
  }
}
