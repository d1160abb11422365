package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
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
import org.junit.jupiter.api.Test;

/** A call that cannot be written to its provider; it once hung, and held its connection. */
class UnsendableCallTest {
  private static final String PATH = "/chat/completions";

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedUpstream upstream = ScriptedUpstream.start();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    upstream.close();
  }

  @Test
  void failsAtOnceAndLetsItsConnectionGo() throws Exception {
    LlmCall broken = call(Map.of("openai-beta", "\u001b"));
    Promise<LlmReply> next = Promise.promise();
    Future<LlmReply> reply = sendOneAfterTheOther(broken, call(Map.of()), next);

    assertThatThrownBy(() -> reply.await(5, TimeUnit.SECONDS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(next.future().await(5, TimeUnit.SECONDS)).isInstanceOf(LlmReply.Whole.class);
    assertThat(upstream.requestCount()).isEqualTo(1);
  }

  /** Over one connection. */
  private Future<LlmReply> sendOneAfterTheOther(
      LlmCall first, LlmCall second, Promise<LlmReply> secondReply) {
    Promise<LlmReply> reply = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(now -> {
          Duration longest = Duration.ofMinutes(10);
          OutboundHttp http =
              new OutboundHttp(
                  EventLoop.current(vertx, System::nanoTime),
                  new Timeouts(longest, longest, longest, longest),
                  new OutboundHttp.Bounds(1, 10, 1_000_000));
          Server server = Server.of(URI.create(upstream.baseUrl()), Optional.empty());
          http.send(first, PATH, first.body(), server)
              .onComplete(reply)
              .onComplete(
                  done -> http.send(second, PATH, second.body(), server).onComplete(secondReply));
        });
    return reply.future();
  }

  private static LlmCall call(Map<String, String> headers) throws BadEnvelopeException {
    Dialect dialect = Dialects.ALL.getFirst();
    Buffer body = Buffer.buffer(WireTest.QUESTION);
    return new LlmCall(
        "req_1",
        dialect,
        dialect.client().envelopes().read(body),
        body,
        headers,
        new Cancellation(),
        new BodyMemory(1_000_000).share(Holder.SERVICE),
        AttemptListener.NONE);
  }
}
