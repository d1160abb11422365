package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import llmchat.testkit.Http;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreePortsTest {
  /** Once the two services of one process got the same free port and took turns in answering. */
  @Test
  void givesEachServiceAFreePortOfItsOwn(@TempDir Path folder) throws Exception {
    try (ScriptedUpstream provider = ScriptedUpstream.start();
        Standalone product = new Standalone(folder, provider, Map.of());
        Http inference = Http.to(product.running().inferencePort())) {
      assertThat(product.running().inferencePort()).isNotEqualTo(product.running().gatewayPort());
      for (int call = 0; call < 8; call++) {
        assertThat(product.http().get("/docs").statusCode()).isEqualTo(200);
        assertThat(inference.get("/docs").statusCode()).isEqualTo(404);
      }
    }
  }
}
