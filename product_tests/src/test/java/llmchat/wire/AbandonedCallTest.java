package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import llmchat.llm.AttemptListener;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.BodyMemory;
import llmchat.llm.Cancellation;
import llmchat.llm.Dialect;
import llmchat.llm.EventLoop;
import llmchat.llm.Holder;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;
import llmchat.llm.upstream.Timeouts;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A call whose client leaves while it waits for its connection. Each such client once wrote an
 * error into the log.
 */
class AbandonedCallTest {
  private static final String PATH = "/chat/completions";

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final Logger log = (Logger) LoggerFactory.getLogger("io.vertx");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stop() throws Exception {
    log.detachAppender(lines);
    vertx.close().await(10, TimeUnit.SECONDS);
    upstream.close();
  }

  @Test
  void sendsNothingAndIsNoErrorInTheLog() throws Exception {
    LlmCall abandoned = call();
    LlmCall next = call();
    Promise<LlmReply> reply = Promise.promise();
    vertx.getOrCreateContext().runOnContext(now -> sendBoth(abandoned, next, reply));

    assertThat(reply.future().await(5, TimeUnit.SECONDS)).isInstanceOf(LlmReply.Whole.class);
    assertThat(upstream.requestCount()).isEqualTo(1);
    assertThat(lines.list).isEmpty();
  }

  /** Over one connection at a time, so that the second call waits for the end of the first. */
  private void sendBoth(LlmCall abandoned, LlmCall next, Promise<LlmReply> reply) {
    Duration longest = Duration.ofMinutes(10);
    OutboundHttp http =
        new OutboundHttp(
            EventLoop.current(vertx, System::nanoTime),
            new Timeouts(longest, longest, longest, longest),
            new OutboundHttp.Bounds(1, 10, 1_000_000));
    Server server = Server.of(URI.create(upstream.baseUrl()), Optional.empty());
    var _ = http.send(abandoned, PATH, abandoned.body(), server);
    abandoned.cancellation().cancel();
    http.send(next, PATH, next.body(), server).onComplete(reply);
  }

  private static LlmCall call() throws BadEnvelopeException {
    Dialect dialect = Dialects.ALL.getFirst();
    Buffer body = Buffer.buffer(WireTest.QUESTION);
    return new LlmCall(
        "req_1",
        dialect,
        dialect.client().envelopes().read(body),
        body,
        Map.of(),
        new Cancellation(),
        new BodyMemory(1_000_000).share(Holder.SERVICE),
        AttemptListener.NONE);
  }
}
