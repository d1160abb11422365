package llmchat.llm;

import io.vertx.core.buffer.Buffer;

/** Reads the envelope of a call's body. Reusable; one thread at a time. */
public interface EnvelopeReader {
  /**
   * Reads the envelope of a complete body.
   *
   * @throws BadEnvelopeException if the body is not a valid model call
   */
  Envelope read(Buffer body) throws BadEnvelopeException;
}
