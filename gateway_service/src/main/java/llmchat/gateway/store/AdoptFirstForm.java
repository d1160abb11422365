package llmchat.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migration 1.1: adopts the accounts of the first version. See {@link FirstForm}.
 *
 * <p>Names are normalised to NFC. If several become equal, the one that was in NFC already is
 * adopted and the others are left out, as are rows without a name. A password that is not a bcrypt
 * hash is not adopted: that account keeps its key but cannot log in. Keys are hashed.
 *
 * <p>Afterwards no plaintext key is left in the tables: SQLite overwrites deleted content (see
 * {@link SqliteFile}), and PostgreSQL removes the files of a dropped table. Its write-ahead log,
 * backups and, until the next vacuum, dead rows of {@code pg_statistic} may still hold some; the
 * operator must clear those.
 */
final class AdoptFirstForm extends CodedMigration {
  private static final Logger LOG = LoggerFactory.getLogger(AdoptFirstForm.class);
  private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]?\\$\\d\\d\\$[./A-Za-z0-9]{53}");

  private static final String READ =
      "select username, hashed_password, api_key from first_form_users order by username";
  private static final String ADD_USER =
      """
      insert into users (id, username, password_hash, created_at)
      values (?, ?, ?, ?) on conflict (username) do nothing
      """;
  private static final String ADD_KEY =
      """
      insert into api_keys (id, user_id, hash, last4, created_at)
      values (?, ?, ?, ?, ?) on conflict (hash) do nothing
      """;

  private final InstantSource time;

  AdoptFirstForm(InstantSource time) {
    super("1.1", "adopt the first form");
    this.time = time;
  }

  @Override
  public void migrate(Context context) throws Exception {
    Connection connection = context.getConnection();
    if (!FirstForm.isAside(connection)) {
      return;
    }
    Counts counts = new Counts();
    copy(connection, true, counts);
    copy(connection, false, counts);
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table first_form_users");
    }
    LOG.info(
        "Adopted {} accounts and {} API keys of the first version; {} without a usable password;"
            + " {} rows left out (no name, or a name taken after Unicode normalisation)",
        counts.users,
        counts.keys,
        counts.withoutPassword,
        counts.leftOut);
  }

  private void copy(Connection connection, boolean alreadyNormal, Counts counts)
      throws SQLException {
    try (Statement reading = connection.createStatement();
        PreparedStatement addUser = connection.prepareStatement(ADD_USER);
        PreparedStatement addKey = connection.prepareStatement(ADD_KEY)) {
      reading.setFetchSize(500);
      try (ResultSet row = reading.executeQuery(READ)) {
        while (row.next()) {
          String name = row.getString("username");
          if (isNormal(name) == alreadyNormal) {
            adopt(name, row, addUser, addKey, counts);
          }
        }
      }
    }
  }

  private void adopt(
      @Nullable String name,
      ResultSet row,
      PreparedStatement addUser,
      PreparedStatement addKey,
      Counts counts)
      throws SQLException {
    String id = RowId.next();
    String password = row.getString("hashed_password");
    boolean usable = password != null && BCRYPT.matcher(password).matches();
    if (name == null || name.isEmpty() || !add(addUser, id, name, usable ? password : null)) {
      counts.leftOut++;
      return;
    }
    counts.users++;
    counts.withoutPassword += usable ? 0 : 1;
    String key = row.getString("api_key");
    if (key != null && !key.isEmpty()) {
      counts.keys += addKey(addKey, id, key);
    }
  }

  private boolean add(PreparedStatement insert, String id, String name, @Nullable String password)
      throws SQLException {
    insert.setString(1, id);
    insert.setString(2, Normalizer.normalize(name, Normalizer.Form.NFC));
    if (password == null) {
      insert.setNull(3, Types.VARCHAR);
    } else {
      insert.setString(3, password);
    }
    insert.setLong(4, time.millis());
    return insert.executeUpdate() == 1;
  }

  private int addKey(PreparedStatement insert, String userId, String key) throws SQLException {
    insert.setString(1, RowId.next());
    insert.setString(2, userId);
    insert.setBytes(3, KeyHash.of(key).bytes());
    insert.setString(4, key.length() < 16 ? "" : key.substring(key.length() - 4));
    insert.setLong(5, time.millis());
    return insert.executeUpdate();
  }

  private static boolean isNormal(@Nullable String name) {
    return name != null && Normalizer.isNormalized(name, Normalizer.Form.NFC);
  }

  private static final class Counts {
    int users;
    int keys;
    int withoutPassword;
    int leftOut;
  }
}
