package llmchat.gateway.relay.toy;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import llmchat.llm.ClientSide;
import llmchat.llm.EnvelopeReader;
import llmchat.llm.Problem;
import llmchat.llm.json.JsonText;

/** How toy clients are spoken to: errors are {@code {"oops"}}, a stream ends with {@code bye}. */
final class ToyClientSide implements ClientSide {
  @Override
  public List<String> paths() {
    return List.of("/toy/say", "/v9/say");
  }

  @Override
  public List<String> headers() {
    return List.of("x-toy-mood");
  }

  @Override
  public EnvelopeReader envelopes() {
    return ToyEnvelope::read;
  }

  @Override
  public Buffer errorBody(Problem problem) {
    return JsonText.of("oops", problem.message()).toBuffer();
  }

  @Override
  public Buffer errorEvent(Buffer errorBody) {
    return Buffer.buffer("event: oops\ndata: ").appendBuffer(errorBody).appendString("\n\n");
  }

  @Override
  public Buffer endOfStream() {
    return Buffer.buffer("event: bye\ndata: {}\n\n");
  }

  @Override
  public Buffer keepAlive() {
    return Buffer.buffer("event: nod\ndata: {}\n\n");
  }
}
