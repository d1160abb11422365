package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  /** Once the two services of one process got the same free port and took turns in answering. */
  @Test
  void givesEachServiceAFreePortOfItsOwn() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start();
        Http inference = Http.to(product.gateway().inferencePort())) {
      assertThat(product.gateway().inferencePort()).isNotEqualTo(product.gateway().gatewayPort());
      for (int call = 0; call < 8; call++) {
        assertThat(product.http().get("/docs").statusCode()).isEqualTo(200);
        assertThat(inference.get("/docs").statusCode()).isEqualTo(404);
      }
    }
  }
}
