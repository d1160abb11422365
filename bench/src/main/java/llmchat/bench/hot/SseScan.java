package llmchat.bench.hot;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.BodyMemory;
import llmchat.llm.EventReader;
import llmchat.llm.Holder;
import llmchat.llm.dialect.openai.OpenAi;
import llmchat.llm.sse.StreamScanner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a chunk that a provider streams to the bytes that go on; one event in one read. */
@State(Scope.Benchmark)
public class SseScan {
  private static final String CHUNK =
      """
      data: {"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion.chunk",\
      "created":1764100000,"model":"gpt-4o-mini-2024-07-18","service_tier":"default",\
      "system_fingerprint":"fp_560af6e559","choices":[{"index":0,"delta":{"content":"17 water"},\
      "logprobs":null,"finish_reason":null}],"usage":null}

      """;

  private final StreamScanner events =
      new StreamScanner(chunks(), 1_000_000, new BodyMemory(1_000_000).share(Holder.SERVICE));
  private final Buffer chunk = Buffer.buffer(CHUNK);

  private static EventReader chunks() {
    try {
      Buffer call = Buffer.buffer("{\"model\":\"gpt-4o-mini\"}");
      return OpenAi.CHAT.provider().events(OpenAi.CHAT.client().envelopes().read(call));
    } catch (BadEnvelopeException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What every chunk passes. */
  @Benchmark
  public Buffer scan() {
    return events.read(chunk);
  }

  /** The bytes that are read. */
  Buffer chunk() {
    return chunk;
  }

  /** The stream that they belong to. */
  StreamScanner events() {
    return events;
  }
}
