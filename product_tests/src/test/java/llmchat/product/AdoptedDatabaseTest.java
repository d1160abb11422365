package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import llmchat.testkit.Http;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the first form of the product goes on in this one. */
class AdoptedDatabaseTest {
  private static final String NAME = "ann";
  private static final String PASSWORD = "short";
  private static final String KEY = "0f5c1d2e-clear-key-of-the-first-form";

  @Test
  void keepsItsUsersAndTheirKeysAndNoClearKey(@TempDir Path folder) throws Exception {
    makeFirstForm(folder.resolve("llm-chat.db"));
    assertThat(filesWith(folder, KEY)).isNotEmpty();
    try (Product product = Setup.of(Form.ONE_PROCESS).with("DATA_DIR", folder.toString()).start()) {
      assertServes(product.http());
      assertThat(filesWith(folder, KEY)).isEmpty();

      product.restart();

      assertServes(product.http());
    }
    assertThat(filesWith(folder, KEY)).isEmpty();
    assertThat(filesWith(folder, "$2b$")).as("hashed anew at the log-in").isEmpty();
  }

  private static void assertServes(Http http) throws Exception {
    String token = new Account(NAME, PASSWORD, KEY).logIn(http);
    for (Http caller :
        List.of(http.bearer(KEY), http.with("Authorization", KEY), http.bearer(token))) {
      assertThat(caller.post("/verify_token/", "").statusCode()).isEqualTo(200);
      assertThat(caller.post("/chat/", Calls.CHAT).statusCode()).isEqualTo(200);
      assertThat(caller.post("/v1/chat/completions", Calls.CALL).statusCode()).isEqualTo(200);
    }
    assertThat(http.postForm("/login/", Account.form(NAME, "wrong one")).statusCode())
        .isEqualTo(401);
    assertThat(http.postForm("/signup/", Account.form(NAME, "another password")).statusCode())
        .isEqualTo(400);
    assertThat(http.bearer(KEY + "x").post("/verify_token/", "").statusCode()).isEqualTo(403);
  }

  private static void makeFirstForm(Path file) {
    String hash =
        OpenBSDBCrypt.generate(
            "2b",
            PASSWORD.getBytes(StandardCharsets.UTF_8),
            "sixteen bytes ok".getBytes(StandardCharsets.UTF_8),
            5);
    Jdbi.create("jdbc:sqlite:" + file)
        .useHandle(handle -> {
          handle.execute(
              "CREATE TABLE users (username VARCHAR PRIMARY KEY, hashed_password VARCHAR,"
                  + " api_key VARCHAR UNIQUE)");
          handle.execute("insert into users values (?, ?, ?)", NAME, hash, KEY);
        });
  }

  private static List<Path> filesWith(Path folder, String text) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
