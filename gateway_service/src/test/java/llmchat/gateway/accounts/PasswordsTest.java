package llmchat.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import llmchat.llm.Secret;
import llmchat.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private static final Secret RIGHT = new Secret("correct horse");
  private static final Secret WRONG = new Secret("Correct horse");

  private final Passwords passwords = new Passwords(2);

  @AfterEach
  void close() {
    passwords.close();
  }

  @Test
  void storesArgon2idInThePhcFormat() {
    String hash = Await.value(passwords.hash(RIGHT));
    assertThat(hash)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(Await.value(passwords.hash(RIGHT))).as("salted").isNotEqualTo(hash);
    assertThat(Await.value(passwords.verify(RIGHT, hash))).isEqualTo(PasswordVerdict.MATCH);
    assertThat(Await.value(passwords.verify(WRONG, hash))).isEqualTo(PasswordVerdict.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void takesBcryptAndAsksForANewHash(String variant) {
    String hash = variant + BCRYPT_REST;
    assertThat(Await.value(passwords.verify(RIGHT, hash))).isEqualTo(PasswordVerdict.MATCH_REHASH);
    assertThat(Await.value(passwords.verify(WRONG, hash))).isEqualTo(PasswordVerdict.MISMATCH);
  }

  @Test
  void asksForANewHashWhenTheParametersAreWeaker() {
    assertThat(Await.value(passwords.verify(new Secret("password"), WEAKER)))
        .isEqualTo(PasswordVerdict.MATCH_REHASH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "correct horse",
        "$argon2id$v=19$m=999999,t=99,p=9$c29tZXNhbHQxMjM0NTY$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=4,t=0,p=0$c29tZXNhbHQxMjM0NTY$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAA",
        "$2b$31$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"
      })
  void matchesNothingAgainstWhatIsNoHash(String stored) {
    assertThat(Await.value(passwords.verify(RIGHT, stored))).isEqualTo(PasswordVerdict.MISMATCH);
  }

  @Test
  void neverMatchesNobody() {
    assertThat(Await.value(passwords.verifyNobody(RIGHT))).isEqualTo(PasswordVerdict.MISMATCH);
  }

  @Test
  void refusesWhatDoesNotFitItsQueue() {
    List<Future<String>> asked =
        IntStream.range(0, 40).mapToObj(_ -> passwords.hash(RIGHT)).toList();
    List<Future<String>> refused = asked.stream().filter(Future::failed).toList();
    assertThat(refused).hasSizeGreaterThan(20);
    assertThat(refused).allMatch(each -> each.cause() instanceof PasswordsBusyException);
    asked.stream().filter(each -> !each.failed()).forEach(Await::value);
  }

  // From other implementations: the C library's crypt, and the test vectors of argon2's own code.
  private static final String BCRYPT_REST =
      "04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";
  private static final String WEAKER =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
}
