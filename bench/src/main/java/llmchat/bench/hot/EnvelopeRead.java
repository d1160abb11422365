package llmchat.bench.hot;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.Envelope;
import llmchat.llm.EnvelopeReader;
import llmchat.llm.dialect.openai.OpenAi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a call's body to what is decided by. */
@State(Scope.Benchmark)
public class EnvelopeRead {
  private static final String BODY =
      """
      {"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are a helpful assistant."},\
      {"role":"user","content":"Write one sentence about the sea, in plain words."}],\
      "temperature":0.7,"max_tokens":64,"stream":false}\
      """;

  private final EnvelopeReader reader = OpenAi.CHAT.client().envelopes();
  private final Buffer body = Buffer.buffer(BODY);

  /** What every call does once its body is there. */
  @Benchmark
  public Envelope read() throws BadEnvelopeException {
    return reader.read(body);
  }
}
