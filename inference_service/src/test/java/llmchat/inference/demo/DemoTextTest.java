package llmchat.inference.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoTextTest {
  @Test
  void countsAWordAsAToken() {
    Map.of("", 0, "  ", 0, "one", 1, " one  two\n", 2, "a\tb\r\nc", 3)
        .forEach((text, tokens) -> assertThat(DemoText.tokens(text)).as(text).isEqualTo(tokens));
  }
}
