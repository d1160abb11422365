package llmchat.inference.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DemoDirectiveTest {
  @Test
  void findsTheOrderInAPrompt() {
    DemoDirective directive =
        DemoDirective.in("Hello [demo delay=50ms words=200  fail=503 ] there");

    assertThat(directive.delay()).contains(Duration.ofMillis(50));
    assertThat(directive.words()).isEqualTo(OptionalInt.of(200));
    assertThat(directive.fail()).isEqualTo(OptionalInt.of(503));
  }

  /** Each part once took a piece of the stack, and its end killed the call without an answer. */
  @Test
  void readsAnOrderOfAnyLength() {
    assertThat(DemoDirective.in("[demo" + " words=7".repeat(50_000) + "]").words())
        .isEqualTo(OptionalInt.of(7));
    assertThat(DemoDirective.in("[demo" + " words=7".repeat(50_000) + "!").words()).isEmpty();
  }
}
