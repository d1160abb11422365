package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import llmchat.testkit.GatewayUnderTest;
import org.junit.jupiter.api.Test;

/**
 * Two services in one process once took turns at one free port, and one of them asks for no key.
 */
class FreePortsTest {
  @Test
  void givesEachServiceOfAProcessAPortOfItsOwn() {
    try (var gateway =
        GatewayUnderTest.boot(GatewayUnderTest.Form.STANDALONE, Map.of("EVENT_LOOPS", "2"))) {
      assertThat(gateway.port()).isNotEqualTo(gateway.gateway().inferencePort());
    }
  }
}
