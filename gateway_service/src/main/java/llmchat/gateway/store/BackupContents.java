package llmchat.gateway.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The number of users and chats in a backup. */
public record BackupContents(long users, long chats) {
  private static final String USERS = "select count(*) from users where username <> ''";
  private static final String CHATS = "select count(*) from chats";

  /** As text, such as {@code 1 user, 3 chats}. */
  public String inWords() {
    return inWords(users, "user") + ", " + inWords(chats, "chat");
  }

  static String inWords(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  static BackupContents of(Connection connection) throws SQLException {
    return new BackupContents(users(connection), count(connection, CHATS));
  }

  /** The users in a database of ours, or of the first version. */
  static long users(Connection connection) throws SQLException {
    return count(connection, USERS);
  }

  /** The result of a counting query. */
  static long count(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
