package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import llmchat.testkit.Await;
import llmchat.testkit.RealPostgres;
import org.junit.jupiter.api.Test;

class FailedStartTest {
  /** Once a start that failed behind the opening of the database left its connections open. */
  @Test
  void leavesNoConnectionToTheDatabase() throws Exception {
    String url = RealPostgres.freshDatabaseUrl();
    Setup setup = Setup.of(Form.ONE_PROCESS).with("DATABASE_URL", url);
    setup.start().close();
    String jdbc = "jdbc:" + url.replace("postgres:postgres@", "");
    try (Connection connection = DriverManager.getConnection(jdbc, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("drop table api_keys cascade");

      assertThatThrownBy(setup::start).isInstanceOf(RuntimeException.class);

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
