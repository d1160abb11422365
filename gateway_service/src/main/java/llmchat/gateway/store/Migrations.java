package llmchat.gateway.store;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the tables up to date when the store is opened. All steps that are due run in one
 * transaction, so that a start that fails leaves the database as it was.
 */
final class Migrations {
  private static final String FOLDER = "classpath:llmchat/gateway/store/migration/";

  private Migrations() {}

  static void run(DataSource source, String vendor, DatabaseAddress address, InstantSource time) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(source)
          .locations(FOLDER + vendor)
          .javaMigrations(new SetFirstFormAside(), new AdoptFirstForm(time))
          .table("llm_chat_migrations")
          // The first form's table, or tables of others in the same schema, may be there already.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .group(true)
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new StoreOpenException(
          "The tables in %s could not be brought up to date: %s"
              .formatted(address, SqlFailure.message(failure)),
          failure);
    }
  }
}
