package llmchat.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import llmchat.llm.Secret;

/** Connects to PostgreSQL, with timeouts everywhere, so that no thread waits forever. */
final class PostgresServer {
  /** The key of the advisory lock: "llm chat" in ASCII. */
  private static final long MIGRATION_LOCK = 0x6c6c6d2063686174L;

  private PostgresServer() {}

  /** For migrations, which may take long; only connecting has a timeout. */
  static DataSource patient(DatabaseAddress.Postgres address) {
    Properties properties = properties(address);
    properties.putIfAbsent("loginTimeout", "5");
    return source(address, properties);
  }

  /** For normal work: a connection that does not respond within three seconds counts as broken. */
  static HikariConfig connections(DatabaseAddress.Postgres address, int connections) {
    Properties properties = properties(address);
    properties.putIfAbsent("socketTimeout", "3");
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(address, properties));
    config.setMaximumPoolSize(connections);
    config.setConnectionInitSql("set lock_timeout = '2s'; set statement_timeout = '2500ms'");
    return config;
  }

  /**
   * Waits until the server accepts connections, in case it is still starting.
   *
   * @throws StoreOpenException when the patience is over, or at once if the server refuses (wrong
   *     password, unknown database)
   */
  static void await(
      DataSource source,
      DatabaseAddress.Postgres address,
      Duration patience,
      LongSupplier nanoTime) {
    new ServerWait(address, patience, nanoTime, Thread::sleep)
        .untilConnected(() -> source.getConnection().close());
  }

  /**
   * Runs the migrations under a lock, so that no other gateway does at the same time. Flyway locks
   * each migration, but not its decision to adopt a schema that is not empty: of several first
   * starts one would fail.
   */
  static void alone(DataSource source, DatabaseAddress.Postgres address, Runnable migrations) {
    try (Connection connection = source.getConnection();
        PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      connection.setAutoCommit(false);
      lock.setLong(1, MIGRATION_LOCK);
      lock.execute();
      migrations.run();
      connection.commit();
    } catch (SQLException failure) {
      throw new StoreOpenException(
          "The tables in %s could not be locked: %s"
              .formatted(address, SqlFailure.message(failure)),
          failure);
    }
  }

  private static DataSource source(DatabaseAddress.Postgres address, Properties properties) {
    String database = URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
    String url = "jdbc:postgresql://" + address.hosts() + "/" + database;
    return new DriverDataSource(url, "org.postgresql.Driver", properties, null, null);
  }

  /** With user and password as properties, so that no URL contains the password. */
  private static Properties properties(DatabaseAddress.Postgres address) {
    Properties properties = new Properties();
    properties.put("connectTimeout", "2");
    properties.put("tcpKeepAlive", "true");
    properties.put("ApplicationName", "llm-chat");
    // Otherwise messages, and so the log, would contain the row that a statement failed on.
    properties.put("logServerErrorDetail", "false");
    if (!address.user().isEmpty()) {
      properties.put("user", address.user());
    }
    address.password().map(Secret::reveal).ifPresent(text -> properties.put("password", text));
    properties.putAll(address.options());
    return properties;
  }
}
