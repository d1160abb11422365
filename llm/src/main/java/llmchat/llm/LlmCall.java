package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import llmchat.llm.json.Envelope;

/**
 * One call to a language model, on its way to a target.
 *
 * @param requestId identifies the call in logs and towards our own services
 * @param endpoint what is called
 * @param envelope what the body says at its top
 * @param body the JSON body, byte for byte as the client sent it; never changed in place
 * @param headers the client's headers that a provider may see, lower-case names
 * @param cancellation fires when the client has gone
 * @param replyMemory what the reply takes of the heap; whoever collects it asks here for room
 */
public record LlmCall(
    String requestId,
    Endpoint endpoint,
    Envelope envelope,
    Buffer body,
    Map<String, String> headers,
    Cancellation cancellation,
    BodyMemory.Share replyMemory) {

  /** The model asked for. */
  public String model() {
    return envelope.model();
  }

  /** Whether the reply is to be a stream. */
  public boolean stream() {
    return envelope.stream();
  }
}
