package llmchat.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import llmchat.gateway.accounts.Credentials.Checked;
import llmchat.gateway.accounts.Credentials.Invalid;
import llmchat.gateway.accounts.Credentials.Valid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final String GOOD = "long enough";

  @Test
  void takesNamesUpToOneHundredAndTwentyEightCharacters() {
    assertThat(errors("n".repeat(128), GOOD)).isEmpty();
    assertThat(errors("n".repeat(129), GOOD)).containsExactly("username string_too_long");
    assertThat(errors("\ud83d\ude00".repeat(128), GOOD)).isEmpty();
    assertThat(errors("e\u0301".repeat(128), GOOD)).as("counted after NFC").isEmpty();
    assertThat(errors("", GOOD)).containsExactly("username string_too_short");
  }

  @Test
  void takesPasswordsFromEightToOneThousandAndTwentyFourBytes() {
    assertThat(errors("ann", "1234567")).containsExactly("password string_too_short");
    assertThat(errors("ann", "12345678")).isEmpty();
    assertThat(errors("ann", "\u00e9\u00e9\u00e9\u00e9")).as("eight bytes").isEmpty();
    assertThat(errors("ann", "p".repeat(1_024))).isEmpty();
    assertThat(errors("ann", "p".repeat(1_025))).containsExactly("password string_too_long");
    assertThat(errors("ann", "")).containsExactly("password string_too_short");
  }

  @Test
  void refusesControlCharactersInNames() {
    for (String control : List.of("\0", "\n", "\u001b", "\u007f", "\u0085")) {
      assertThat(errors("a" + control + "b", GOOD)).containsExactly("username value_error");
    }
    assertThat(errors("Zo\u00eb O'Neil <\u5f20>", GOOD)).isEmpty();
  }

  @Test
  void refusesNamesThatPassForOthers() {
    for (String name :
        List.of(
            " ",
            " ann",
            "ann\u00a0",
            "\u2003",
            "a\u200bnn",
            "\u202ennA",
            "\ufeffann",
            "\u3164",
            "\uff41nn",
            "\ufb01n",
            "\u0430nn",
            "ann\u03bf",
            "admin",
            "Admin",
            "\ue000")) {
      assertThat(errors(name, GOOD)).as(name).containsExactly("username value_error");
    }
    for (String name :
        List.of("ann o", "\u0430\u043d\u043d\u0430", "\u5f20\u4f1f", "\ud83d\ude00")) {
      assertThat(errors(name, GOOD)).as(name).isEmpty();
    }
  }

  @Test
  void refusesHalvesOfSurrogatePairs() {
    assertThat(errors("a\ud83d", "12345678\ud83d"))
        .containsExactly("username value_error", "password value_error");
  }

  @Test
  void namesEveryMissingField() {
    assertThat(errors(null, null)).containsExactly("username missing", "password missing");
    assertThat(problems(Credentials.presented("", null)))
        .containsExactly("username missing", "password missing");
  }

  @Test
  void keepsTheNameInNfcAndThePasswordAsSent() {
    Credentials checked =
        ((Valid) Credentials.check("e\u0301va", "e\u0301 as it is")).credentials();
    assertThat(checked.username()).isEqualTo("\u00e9va");
    assertThat(checked.password().reveal()).isEqualTo("e\u0301 as it is");
    assertThat(checked.toString()).doesNotContain("as it is");
  }

  @Test
  void asksOfALogInOnlyThatBothAreThere() {
    assertThat(problems(Credentials.presented("n".repeat(999), "x"))).isEmpty();
  }

  private static List<String> errors(@Nullable String username, @Nullable String password) {
    return problems(Credentials.check(username, password));
  }

  private static List<String> problems(Checked checked) {
    return switch (checked) {
      case Valid _ -> List.of();
      case Invalid invalid ->
          invalid.errors().stream().map(error -> error.field() + " " + error.type()).toList();
    };
  }
}
