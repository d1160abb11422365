package llmchat.gateway.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.sqlite.SQLiteDataSource;

/**
 * Migrates the tables when the store is opened. All pending migrations run in one transaction, so
 * that a failed start leaves the database unchanged.
 */
final class Migrations {
  /** The table with the history of migrations. */
  static final String TABLE = "llm_chat_migrations";

  private static final String FOLDER = "classpath:llmchat/gateway/store/migration/";

  private Migrations() {}

  /** The newest version that this program has. */
  static MigrationVersion newest(String vendor) {
    // Flyway needs a database even to list the migrations.
    SQLiteDataSource empty = new SQLiteDataSource();
    empty.setUrl("jdbc:sqlite::memory:");
    return Stream.of(configured(empty, vendor, () -> Instant.EPOCH).info().all())
        .map(MigrationInfo::getVersion)
        .max(MigrationVersion::compareTo)
        .orElseThrow();
  }

  static void run(DataSource source, String vendor, DatabaseAddress address, InstantSource time) {
    try {
      Flyway flyway = configured(source, vendor, time);
      LaterVersion.check(flyway.info(), address);
      flyway.migrate();
    } catch (FlywayException failure) {
      throw new StoreOpenException(
          "The tables in %s could not be migrated: %s"
              .formatted(address, SqlFailure.message(failure)),
          failure);
    }
  }

  private static Flyway configured(DataSource source, String vendor, InstantSource time) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .locations(FOLDER + vendor)
        .javaMigrations(new SetFirstFormAside(), new AdoptFirstForm(time))
        .table(TABLE)
        // The schema may already have the first version's table, or tables of other programs.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .group(true)
        .load();
  }
}
