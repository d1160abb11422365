package llmchat.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * Backups of a PostgreSQL database with {@code pg_dump} and {@code pg_restore}, which must be
 * installed and not older than the server.
 */
record PostgresBackup(DatabaseAddress.Postgres address) implements Backup {
  private static final String GATEWAYS =
      """
      select count(*) from pg_stat_activity
      where datname = current_database() and application_name = 'llm-chat'
        and pid <> pg_backend_pid()
      """;
  private static final String IS_OURS = "select to_regclass('llm_chat_migrations') is not null";
  private static final String HAS_USERS = "select to_regclass('users') is not null";

  @Override
  public String suffix() {
    return ".dump";
  }

  @Override
  public BackupContents write(Path file) {
    BackupContents contents =
        onServer(connection -> {
          if (!truth(connection, IS_OURS)) {
            throw new BackupException(
                "There are no LLM Chat tables at %s yet: start the gateway once."
                    .formatted(address));
          }
          requireTool("pg_dump", connection);
          return BackupContents.of(connection);
        });
    return BackupFiles.write(
        file,
        part -> {
          new PostgresTool("pg_dump", address)
              .run("--format=custom", "--no-owner", "--no-privileges", "--file=" + part);
          return contents;
        });
  }

  @Override
  public BackupContents restore(Path file, boolean force) {
    BackupFiles.require(file, BackupFiles.Kind.POSTGRES);
    onServer(connection -> {
      requireTool("pg_restore", connection);
      refuseIfInUse(connection);
      if (!force) {
        refuseIfItHasUsers(connection);
      }
      return true;
    });
    SchemaVersions.check(file.toString(), versionsIn(file), Migrations.newest("postgresql"));
    new PostgresTool("pg_restore", address)
        .run(
            "--single-transaction",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--dbname=" + address.database(),
            file.toString());
    return onServer(BackupContents::of);
  }

  /** The versions in the dump's migration table, from the text of its COPY statement. */
  private List<String> versionsIn(Path file) {
    List<String> lines =
        new PostgresTool("pg_restore", address)
            .run("--data-only", "--table=" + Migrations.TABLE, "--file=-", file.toString())
            .lines()
            .toList();
    List<String> versions = new ArrayList<>();
    int column = -1;
    for (String line : lines) {
      if (line.startsWith("COPY ") && line.contains(Migrations.TABLE + " (")) {
        String columns = line.substring(line.indexOf('(') + 1, line.indexOf(')'));
        column = Arrays.asList(columns.split(", ", -1)).indexOf("version");
      } else if (line.equals("\\.")) {
        column = -1;
      } else if (column >= 0) {
        String version = line.split("\t", -1)[column];
        if (!version.equals("\\N")) {
          versions.add(version);
        }
      }
    }
    return versions;
  }

  private void requireTool(String name, Connection connection) throws SQLException {
    int server = connection.getMetaData().getDatabaseMajorVersion();
    int client = new PostgresTool(name, address).majorVersion();
    if (client < server) {
      throw new BackupException(
          "%s is version %d, but the PostgreSQL server at %s is %d: install the client tools of PostgreSQL %d or later, or run %s next to the server."
              .formatted(name, client, address, server, server, name));
    }
  }

  private void refuseIfInUse(Connection connection) throws SQLException {
    long gateways = BackupContents.count(connection, GATEWAYS);
    if (gateways > 0) {
      throw new BackupException(
          "%s is in use by a running gateway (%d connections): stop it first."
              .formatted(address, gateways));
    }
  }

  private void refuseIfItHasUsers(Connection connection) throws SQLException {
    long users = truth(connection, HAS_USERS) ? BackupContents.users(connection) : 0;
    if (users > 0) {
      throw new BackupException(
          "%s has %s; --force replaces them. Back it up first."
              .formatted(address, BackupContents.inWords(users, "user")));
    }
  }

  /** Runs queries on a connection. */
  private interface Query<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T onServer(Query<T> query) {
    DataSource source = PostgresServer.patient(address);
    try (Connection connection = source.getConnection()) {
      return query.run(connection);
    } catch (SQLException e) {
      throw new BackupException("%s: %s".formatted(address, SqlFailure.message(e)), e);
    }
  }

  private static boolean truth(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
