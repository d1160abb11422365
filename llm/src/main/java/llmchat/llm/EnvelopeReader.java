package llmchat.llm;

import io.vertx.core.buffer.Buffer;

/** Reads the envelope of a call's body. Reusable; one thread at a time. */
public interface EnvelopeReader {
  /**
   * Reads a whole body.
   *
   * @throws BadEnvelopeException if the body cannot be a model call
   */
  Envelope read(Buffer body) throws BadEnvelopeException;
}
