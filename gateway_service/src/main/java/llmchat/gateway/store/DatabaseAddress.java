package llmchat.gateway.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Secret;

/** The address of the database. Its text never contains a password. */
public sealed interface DatabaseAddress {

  /** The file in the data folder if no address is configured. */
  String FILE_NAME = "llm-chat.db";

  /** A SQLite file; its folder is created when the database is opened. */
  record Sqlite(Path file) implements DatabaseAddress {
    @Override
    public String toString() {
      return "sqlite:///" + file;
    }
  }

  /**
   * A PostgreSQL server.
   *
   * @param hosts one host, with or without a port, or several separated by commas
   * @param database the database's name, decoded
   * @param user the user's name, decoded; empty means the operating system's user
   * @param options further connection options with the JDBC driver's names, such as {@code sslmode}
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

    /** Without options, since they may contain secrets such as a key's passphrase. */
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
   * Parses a {@code DATABASE_URL}: {@code postgresql://user:password@host:port/db?sslmode=require},
   * also as {@code postgres://}, with a Python driver's name ({@code postgresql+asyncpg://}) or as
   * a JDBC URL; {@code sqlite:///relative.db} and {@code sqlite:////absolute.db}.
   *
   * @throws IllegalArgumentException with a message for the operator, which contains no part of the
   *     address after its scheme
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
