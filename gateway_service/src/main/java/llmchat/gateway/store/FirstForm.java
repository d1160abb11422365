package llmchat.gateway.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The table {@code users (username, hashed_password, api_key)} of the first version of LLM Chat,
 * with bcrypt hashes and plaintext API keys.
 *
 * <p>It is adopted in three steps that Flyway runs in one transaction: {@link SetFirstFormAside}
 * (0.1) renames it, V1 creates the current tables, {@link AdoptFirstForm} (1.1) copies the accounts
 * and drops the old table.
 */
final class FirstForm {
  /** The name of the old table between the first and the last step. */
  static final String ASIDE = "first_form_users";

  private static final Set<String> COLUMNS = Set.of("username", "hashed_password", "api_key");

  private FirstForm() {}

  /** Whether the database has the first version's table under its original name. */
  static boolean isPresent(Connection connection) throws SQLException {
    return columns(connection, "users").containsAll(COLUMNS);
  }

  /** Whether the table has been renamed and is to be adopted. */
  static boolean isAside(Connection connection) throws SQLException {
    return !columns(connection, ASIDE).isEmpty();
  }

  private static Set<String> columns(Connection connection, String table) throws SQLException {
    Set<String> columns = new HashSet<>();
    try (ResultSet found =
        connection.getMetaData().getColumns(null, connection.getSchema(), table, "%")) {
      while (found.next()) {
        columns.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }
}
