package llmchat.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL, from binaries that Maven brings. One server runs for the whole JVM, from its
 * first use to the end; tests get databases of their own in it. The first start ever takes about
 * ten seconds, since the binaries are unpacked.
 */
public final class RealPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  private RealPostgres() {}

  /** A new empty database, as a {@code DATABASE_URL}. */
  public static String freshDatabaseUrl() {
    String name = "test" + DATABASES.incrementAndGet();
    execute("create database " + name);
    return "postgresql://postgres:postgres@localhost:" + port() + "/" + name;
  }

  /** The server's port, for a proxy between it and the code under test. */
  public static int port() {
    return server().getPort();
  }

  /** Runs a statement as the superuser, in the server's own database. */
  public static void execute(String statement) {
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement running = connection.createStatement()) {
      running.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL refused: " + statement, e);
    }
  }

  private static synchronized EmbeddedPostgres server() {
    if (server == null) {
      try {
        server = EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL did not start", e);
      }
    }
    return server;
  }
}
