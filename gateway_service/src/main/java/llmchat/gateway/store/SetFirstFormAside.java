package llmchat.gateway.store;

import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Migration 0.1: makes room for the new {@code users} table. See {@link FirstForm}. */
final class SetFirstFormAside implements JavaMigration {

  @Override
  public void migrate(Context context) throws Exception {
    if (FirstForm.isPresent(context.getConnection())) {
      try (Statement statement = context.getConnection().createStatement()) {
        statement.execute("alter table users rename to first_form_users");
      }
    }
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("0.1");
  }

  @Override
  public String getDescription() {
    return "set the first form aside";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }
}
