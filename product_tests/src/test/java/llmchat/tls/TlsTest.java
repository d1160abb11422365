package llmchat.tls;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with one {@link TlsGateway} for all of a class. */
abstract class TlsTest {
  static TlsGateway gateway;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    gateway = TlsGateway.start(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void startOver() {
    gateway.provider().startOver();
  }
}
