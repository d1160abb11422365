package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import llmchat.testkit.Bytes;
import llmchat.testkit.Gate;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Once the repetition went out on another kept connection, which the server was closing too. */
  @Test
  void repeatsACallOnAConnectionThatNobodyUsedBefore() throws Exception {
    Gate gate = new Gate();
    Reply held =
        Reply.of(200, "application/json", gate, Bytes.utf8(OpenAi.completion("Hello", 1, 1)));
    try (Product product = Setup.of(Form.ONE_PROCESS).with("EVENT_LOOPS", "1").start()) {
      ScriptedUpstream provider = product.provider();
      Http caller = product.http().bearer(Product.ADMIN_KEY);
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
      return caller.post("/v1/chat/completions", Calls.CALL);
    } catch (Exception problem) {
      throw new AssertionError(problem);
    }
  }
}
