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
 * Brings the tables up to date when the store is opened. All steps that are due run in one
 * transaction, so that a start that fails leaves the database as it was.
 */
final class Migrations {
  /** The table in which the migrations are noted. */
  static final String TABLE = "llm_chat_migrations";

  private static final String FOLDER = "classpath:llmchat/gateway/store/migration/";

  private Migrations() {}

  /** The newest version that this program knows. */
  static MigrationVersion newest(String vendor) {
    // What there is to run depends on no database, but Flyway asks for one.
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
        // The first form's table, or tables of others in the same schema, may be there already.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .group(true)
        .load();
  }
}
