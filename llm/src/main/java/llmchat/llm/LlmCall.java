package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * One call to a language model. Immutable, apart from the cancellation and memory that it carries;
 * confined to its event loop.
 *
 * @param requestId identifies the call in logs, and in {@code x-request-id} to the target
 * @param dialect the dialect of the body and of the reply
 * @param envelope the top-level fields of the body
 * @param body the JSON body, byte for byte as the client sent it; never modified in place
 * @param headers the client's headers to forward, lower-case names
 * @param cancellation cancelled when nobody needs the reply any more
 * @param replyMemory accounts for the memory of the reply
 * @param attempts notified of each attempt
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

  /** The requested model. */
  public String model() {
    return envelope.model();
  }

  /** Whether a streamed reply is requested. */
  public boolean stream() {
    return envelope.stream();
  }

  /**
   * The same call with its own cancellation and memory, for one attempt. They end with the call, or
   * earlier with {@link #giveUp}.
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

  /** Abandons an attempt: cancels what still runs and releases its memory. */
  public void giveUp() {
    cancellation.cancel();
    replyMemory.close();
  }

  /** The same call with another attempt listener. */
  public LlmCall withListener(AttemptListener listener) {
    return new LlmCall(
        requestId, dialect, envelope, body, headers, cancellation, replyMemory, listener);
  }
}
