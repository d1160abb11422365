package llmchat.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {

  @ParameterizedTest
  @CsvSource({
    "plain, \"plain\"",
    "https://me:pass@host/v1, \"https://***@host/v1\"",
    "https://me:pa/s@s@host/v1, \"https://***@host/v1\"",
    "me:pass@host, \"***@host\"",
  })
  void hidesWhoeverLogsIn(String text, String shown) {
    assertThat(Quoted.text(text)).isEqualTo(shown);
  }

  @Test
  void keepsMessagesShortAndOnOneLine() {
    assertThat(Quoted.text("a\nb\u001b[31m" + "x".repeat(100)))
        .hasSize(63)
        .startsWith("\"a?b?[31mxx")
        .endsWith("x…\"");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://host/db, postgresql://host/db",
    "postgresql://me:pass@host:5432/db, postgresql://me:***@host:5432/db",
    "postgresql://me:pa/s:s@host/db, postgresql://me:***@host/db",
    "postgresql://me@host:5432/db, postgresql://***@host:5432/db",
    "redis://:pass@host:6379/0, redis://***@host:6379/0",
    "jdbc:postgresql://host/db?user=me&password=pass, jdbc:postgresql://host/db?user=me&password=***",
    "postgresql://host/db?sslpassword=pass&ssl=true, postgresql://host/db?sslpassword=***&ssl=true",
    "sqlite:///./data/app.db, sqlite:///./data/app.db",
  })
  void showsUrlsWithoutTheirPasswords(String url, String shown) {
    assertThat(Quoted.url(url)).isEqualTo(shown);
  }
}
