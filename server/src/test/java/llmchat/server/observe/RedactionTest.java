package llmchat.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  void takesTheWholeValueOut() {
    assertThat(Redaction.of("{\"password\": \"a\\\"b\\\\\", \"x\":1}"))
        .isEqualTo("{\"password\": \"***\", \"x\":1}");
  }

  @Test
  void knowsEachOfOurOwnSecrets() {
    for (String kind : new String[] {"c", "s", "a"}) {
      String key = "llm" + kind + "_0a1B2c3D_" + "x".repeat(49);
      assertThat(Redaction.of("It is " + key + ".")).isEqualTo("It is ***.");
    }
    assertThat(Redaction.of("(llmt_" + "a-_Z".repeat(10) + "abc)")).isEqualTo("(***)");
  }

  /** Each character once took a piece of the stack. */
  @Test
  void readsAValueOfAnyLength() {
    assertThat(Redaction.of("{\"password\":\"" + "x".repeat(100_000) + "\"}"))
        .isEqualTo("{\"password\":\"***\"}");
    assertThat(Redaction.of("{\"password\":\"" + "\\n".repeat(8_000) + "\"}"))
        .isEqualTo("{\"password\":\"***\"}");
  }
}
