package llmchat.product;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jdbi.v3.core.Jdbi;

/** What tests do in databases beside the product. */
final class Databases {
  private Databases() {}

  /** The database of a {@code DATABASE_URL} of the tests' PostgreSQL. */
  static Jdbi at(String databaseUrl) {
    URI url = URI.create(databaseUrl);
    return Jdbi.create(
        "jdbc:postgresql://%s:%d%s?user=postgres&password=postgres"
            .formatted(url.getHost(), url.getPort(), url.getPath()));
  }

  /** The versions of the migrations that ran, as often as they did, in order. */
  static List<String> migrations(Jdbi database) {
    return database.withHandle(handle ->
        handle
            .select("select version from llm_chat_migrations where success order by installed_rank")
            .mapTo(String.class)
            .list());
  }

  /** Makes the one table of the first form, with somebody in it. */
  static void makeFirstForm(Jdbi database, Account account) {
    String hash =
        OpenBSDBCrypt.generate(
            "2b",
            account.password().getBytes(StandardCharsets.UTF_8),
            "sixteen bytes ok".getBytes(StandardCharsets.UTF_8),
            5);
    database.useHandle(handle -> {
      handle.execute(
          "CREATE TABLE users (username VARCHAR PRIMARY KEY, hashed_password VARCHAR,"
              + " api_key VARCHAR UNIQUE)");
      handle.execute("insert into users values (?, ?, ?)", account.name(), hash, account.key());
    });
  }
}
