package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A call whose client leaves while it waits for its connection. Each such client once wrote an
 * error into the log.
 */
class AbandonedCallTest {
  private final Logger log = (Logger) LoggerFactory.getLogger("io.vertx");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
  }

  @Test
  void sendsNothingAndIsNoErrorInTheLog() throws Exception {
    LlmCall abandoned = OneConnection.call(Map.of());
    LlmCall next = OneConnection.call(Map.of());
    Promise<LlmReply> reply = Promise.promise();
    try (OneConnection connection = new OneConnection()) {
      connection.use(client -> {
        var _ = client.send(abandoned);
        abandoned.cancellation().cancel();
        client.send(next).onComplete(reply);
      });

      assertThat(reply.future().await(5, TimeUnit.SECONDS)).isInstanceOf(LlmReply.Whole.class);
      assertThat(connection.provider().requestCount()).isEqualTo(1);
      assertThat(lines.list).isEmpty();
    }
  }
}
