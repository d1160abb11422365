package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import llmchat.testkit.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does to a process of its own. */
@Timeout(180)
class SignalsTest {
  private static final int SIGTERM = 143;
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void drainsAtTheFirstAndEndsAtOnceAtTheSecond() throws Exception {
    try (ProgramProcess served = serve(Map.of("DRAIN_DELAY", "10m"))) {
      served.awaitWords("Stop with Ctrl-C");
      served.terminate();
      served.awaitWords("stopping");
      assertThat(served.isAlive()).isTrue();
      served.terminate();
      assertThat(served.exitCode(SOON)).isEqualTo(SIGTERM);
    }
  }

  @Test
  void endsWithSuccessAfterAnOrderlyStop() throws Exception {
    try (ProgramProcess served = serve(Map.of())) {
      served.awaitWords("Stop with Ctrl-C");
      served.terminate();
      served.awaitWords("stopped");
      assertThat(served.exitCode(SOON)).isZero();
    }
  }

  @Test
  void endsAStartThatWaitsForItsDatabase() throws Exception {
    String nobody = "127.0.0.1:" + FreePort.find();
    try (ProgramProcess served =
        serve(Map.of("DATABASE_URL", "postgresql://me@" + nobody + "/db"))) {
      served.awaitWords("waiting for " + nobody + ", at most 60 s");
      served.terminate();
      assertThat(served.exitCode(SOON)).isEqualTo(SIGTERM);
    }
  }

  private ProgramProcess serve(Map<String, String> more) throws IOException {
    Setup setup = Setup.of(Form.ONE_PROCESS).with("LOG_LEVEL", "info").with(more);
    return new ProgramProcess("serve", folder, setup).start();
  }
}
