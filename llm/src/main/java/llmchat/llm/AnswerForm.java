package llmchat.llm;

import io.vertx.core.buffer.Buffer;

/**
 * The form of what we say to a client ourselves: errors, and the frame of a stream. Each buffer
 * that is returned may be shared and must not be changed. Stateless; safe for any thread.
 */
public interface AnswerForm {
  /** What a failure is to clients that read this form: status, words and headers. */
  default Problem problem(Failure failure) {
    return Problem.of(failure);
  }

  /** The JSON body of an error answer. */
  Buffer errorBody(Problem problem);

  /**
   * The event that ends a stream which cannot be completed.
   *
   * @param errorBody the error as {@link #errorBody} writes it, or as a provider wrote it
   */
  Buffer errorEvent(Buffer errorBody);

  /** What follows the last event of a complete stream. */
  Buffer endOfStream();

  /** What fills the silence of a stream; clients skip it. */
  Buffer keepAlive();
}
