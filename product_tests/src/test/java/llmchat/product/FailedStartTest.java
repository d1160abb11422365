package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import llmchat.server.config.Role;
import llmchat.testkit.RealPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {
  /** Once a start that failed behind the opening of the database left its connections open. */
  @Test
  void leavesNoConnectionToTheDatabase(@TempDir Path folder) throws Exception {
    String url = RealPostgres.freshDatabaseUrl();
    Map<String, String> settings = Map.of("DATA_DIR", folder.toString(), "DATABASE_URL", url);
    Installation.start(Role.STANDALONE, settings).close();
    String jdbc = "jdbc:" + url.replace("postgres:postgres@", "");
    try (Connection connection = DriverManager.getConnection(jdbc, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("drop table api_keys cascade");

      assertThatThrownBy(() -> Installation.start(Role.STANDALONE, settings))
          .isInstanceOf(RuntimeException.class);

      Await.until("the connections to be gone", () -> connections(statement) == 0);
      assertThat(connections(statement)).isZero();
    }
  }

  private static int connections(Statement statement) throws Exception {
    try (ResultSet counted =
        statement.executeQuery(
            "select count(*) from pg_stat_activity"
                + " where datname = current_database() and application_name = 'llm-chat'")) {
      counted.next();
      return counted.getInt(1);
    }
  }
}
