package llmchat.llm;

import io.vertx.core.buffer.Buffer;

/**
 * The wire form of what this program itself writes to clients: error bodies, and the events that
 * end a stream or keep it alive. Returned buffers may be shared and must not be modified.
 * Stateless; safe for any thread.
 */
public interface AnswerForm {
  /** Status, message and headers for a failure, as clients of this form expect them. */
  default Problem problem(Failure failure) {
    return Problem.of(failure);
  }

  /** The JSON body of an error answer. */
  Buffer errorBody(Problem problem);

  /**
   * The event that ends a stream that failed.
   *
   * @param errorBody the JSON from {@link #errorBody}, or a provider's own error object
   */
  Buffer errorEvent(Buffer errorBody);

  /** The terminator of a complete stream. */
  Buffer endOfStream();

  /** A keep-alive for idle streams; clients ignore it. */
  Buffer keepAlive();
}
