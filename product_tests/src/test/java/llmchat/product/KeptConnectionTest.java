package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import llmchat.testkit.Bytes;
import llmchat.testkit.Gate;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Once the repetition went out on another kept connection, which the server was closing too. */
  @Test
  void repeatsACallOnAConnectionThatNobodyUsedBefore(@TempDir Path folder) throws Exception {
    Gate gate = new Gate();
    Reply held =
        Reply.of(200, "application/json", gate, Bytes.utf8(OpenAi.completion("Hello", 1, 1)));
    try (ScriptedUpstream provider = ScriptedUpstream.start();
        Standalone product = new Standalone(folder, provider, Map.of("EVENT_LOOPS", "1"))) {
      Http caller = product.http().bearer(Installation.ADMIN_KEY);
      provider.enqueue(held, held);
      Thread one = Thread.ofVirtual().start(() -> call(caller));
      Thread other = Thread.ofVirtual().start(() -> call(caller));
      provider.awaitRequests(2, PATIENCE);
      gate.open();
      assertThat(one.join(PATIENCE)).isTrue();
      assertThat(other.join(PATIENCE)).isTrue();
      assertThat(provider.acceptedConnections()).isEqualTo(2);

      provider.enqueue(Reply.hangUp());
      assertThat(call(caller).statusCode()).isEqualTo(200);
      assertThat(provider.acceptedConnections()).isEqualTo(3);
      assertThat(provider.requestCount()).isEqualTo(4);
    }
  }

  private static HttpResponse<String> call(Http caller) {
    try {
      return caller.post("/v1/chat/completions", LimitsSuite.CALL);
    } catch (Exception problem) {
      throw new AssertionError(problem);
    }
  }
}
