package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * One call to a language model, on its way to a target.
 *
 * @param requestId identifies the call in logs and towards our own services
 * @param dialect what its body is written in, and its reply
 * @param envelope what the body says at its top
 * @param body the JSON body, byte for byte as the client sent it; never changed in place
 * @param headers the client's headers that a provider may see, lower-case names
 * @param cancellation fires when nobody waits for the reply any more
 * @param replyMemory what the reply takes of the heap; whoever collects it asks here for room
 * @param attempts hears how each target answered
 */
public record LlmCall(
    String requestId,
    Dialect dialect,
    Envelope envelope,
    Buffer body,
    Map<String, String> headers,
    Cancellation cancellation,
    BodyMemory.Share replyMemory,
    AttemptListener attempts) {

  /** The model asked for. */
  public String model() {
    return envelope.model();
  }

  /** Whether the reply is to be a stream. */
  public boolean stream() {
    return envelope.stream();
  }

  /**
   * The same call with a scope of its own, so that it can be given up without the call. It ends
   * with the call at the latest; {@link #giveUp} ends it earlier.
   */
  public LlmCall attempt() {
    return new LlmCall(
        requestId,
        dialect,
        envelope,
        body,
        headers,
        cancellation.child(),
        replyMemory.child(),
        attempts);
  }

  /** Ends an attempt: whatever still runs is cancelled, and what it took of the heap is free. */
  public void giveUp() {
    cancellation.cancel();
    replyMemory.close();
  }

  /** The same call, heard by that listener. */
  public LlmCall withListener(AttemptListener listener) {
    return new LlmCall(
        requestId, dialect, envelope, body, headers, cancellation, replyMemory, listener);
  }
}
