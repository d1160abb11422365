package llmchat.tls;

import static llmchat.tls.Http2Socket.INITIAL_WINDOW_SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers whose client opens no window for them. */
class UntakenAnswersTest {

  @Test
  void countsAnswersThatNobodyTakes(@TempDir Path folder) throws Exception {
    Map<String, String> few = Map.of("MAX_OPEN_REQUESTS", "20", "EVENT_LOOPS", "1");
    try (TlsGateway small = TlsGateway.start(folder, few);
        Http2Socket socket = new Http2Socket(small).begin(INITIAL_WINDOW_SIZE, 0)) {
      for (int stream = 1; stream < 2 * 30; stream += 2) {
        socket.get(stream, "/openapi.json");
      }
      assertThat(socket.headers(1).status()).hasToString("200");
      assertThat(socket.headers(59).status()).hasToString("503");
    }
  }
}
