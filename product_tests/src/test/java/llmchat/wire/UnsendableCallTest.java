package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import org.junit.jupiter.api.Test;

/** A call that cannot be written to its provider; it once hung, and held its connection. */
class UnsendableCallTest {
  @Test
  void failsAtOnceAndLetsItsConnectionGo() throws Exception {
    LlmCall broken = OneConnection.call(Map.of("openai-beta", "\u001b"));
    LlmCall next = OneConnection.call(Map.of());
    Promise<LlmReply> reply = Promise.promise();
    Promise<LlmReply> nextReply = Promise.promise();
    try (OneConnection connection = new OneConnection()) {
      connection.use(client ->
          client
              .send(broken)
              .onComplete(reply)
              .onComplete(done -> client.send(next).onComplete(nextReply)));

      assertThatThrownBy(() -> reply.future().await(5, TimeUnit.SECONDS))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(nextReply.future().await(5, TimeUnit.SECONDS)).isInstanceOf(LlmReply.Whole.class);
      assertThat(connection.provider().requestCount()).isEqualTo(1);
    }
  }
}
