package llmchat.wire;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import llmchat.llm.AttemptListener;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.BodyMemory;
import llmchat.llm.Cancellation;
import llmchat.llm.Dialect;
import llmchat.llm.EventLoop;
import llmchat.llm.Holder;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;
import llmchat.llm.upstream.Timeouts;
import llmchat.testkit.ScriptedUpstream;

/** The upstream client without a gateway, and with one connection: calls wait for each other. */
final class OneConnection implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final ScriptedUpstream provider = ScriptedUpstream.start();

  /** The provider that it connects to. */
  ScriptedUpstream provider() {
    return provider;
  }

  /** Sends calls, on an event loop. */
  void use(Consumer<LlmClient> calls) {
    vertx.getOrCreateContext().runOnContext(now -> calls.accept(client()));
  }

  private LlmClient client() {
    Duration longest = Duration.ofMinutes(10);
    OutboundHttp http =
        new OutboundHttp(
            EventLoop.current(vertx, System::nanoTime),
            new Timeouts(longest, longest, longest, longest),
            new OutboundHttp.Bounds(1, 10, 1_000_000));
    Server server = Server.of(URI.create(provider.baseUrl()), Optional.empty());
    return call -> http.send(call, "/chat/completions", call.body(), server);
  }

  /** A call with those headers for the provider. */
  static LlmCall call(Map<String, String> headers) throws BadEnvelopeException {
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

  @Override
  public void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    provider.close();
  }
}
