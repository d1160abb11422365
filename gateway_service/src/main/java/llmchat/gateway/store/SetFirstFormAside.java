package llmchat.gateway.store;

import java.sql.Statement;
import org.flywaydb.core.api.migration.Context;

/** Migration 0.1: makes room for the new {@code users} table. See {@link FirstForm}. */
final class SetFirstFormAside extends CodedMigration {
  SetFirstFormAside() {
    super("0.1", "set the first form aside");
  }

  @Override
  public void migrate(Context context) throws Exception {
    if (FirstForm.isPresent(context.getConnection())) {
      try (Statement statement = context.getConnection().createStatement()) {
        statement.execute("alter table users rename to first_form_users");
      }
    }
  }
}
