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

/** The PostgreSQL side of the store: timeouts everywhere, so that no thread waits for ever. */
final class PostgresServer {
  /** Names the lock among all of a database: "llm chat" in ASCII. */
  private static final long MIGRATION_LOCK = 0x6c6c6d2063686174L;

  private PostgresServer() {}

  /** For migrations, which may take long; only the way to a connection is bounded. */
  static DataSource patient(DatabaseAddress.Postgres address) {
    Properties properties = properties(address);
    properties.putIfAbsent("loginTimeout", "5");
    return source(address, properties);
  }

  /**
   * For everyday work: an answer that does not come within three seconds is a broken connection.
   */
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
   * Waits until the server takes connections: it may be starting beside this process.
   *
   * @throws StoreOpenException when the patience is over, or at once when the server answers and
   *     refuses (wrong password, unknown database)
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
   * Runs the migrations while no other gateway does. Flyway locks each migration by itself, but not
   * its decision to adopt a schema that is not empty: of several first starts one would fail.
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

  /**
   * User and password go as properties, so that no URL with a password exists that might be shown.
   */
  private static Properties properties(DatabaseAddress.Postgres address) {
    Properties properties = new Properties();
    properties.put("connectTimeout", "2");
    properties.put("tcpKeepAlive", "true");
    properties.put("ApplicationName", "llm-chat");
    // The row that a statement failed on would stand in the message, and so in the log.
    properties.put("logServerErrorDetail", "false");
    if (!address.user().isEmpty()) {
      properties.put("user", address.user());
    }
    address.password().map(Secret::reveal).ifPresent(text -> properties.put("password", text));
    properties.putAll(address.options());
    return properties;
  }
}
