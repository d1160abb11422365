package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** How a dialect is spoken with providers. Stateless; safe for any thread. */
public interface ProviderSide {
  /**
   * The path of a call below the provider's base URL.
   *
   * @param model the provider's name for the model
   */
  String path(LlmCall call, String model);

  /** The header by which a provider knows the operator. */
  KeyHeader authentication(Secret key);

  /**
   * The body of a call as the provider gets it; the client's own bytes but for single values.
   *
   * @param model the provider's name for the model
   * @param usageInStreams whether the provider can be asked to report usage at the end of a stream
   */
  Buffer body(LlmCall call, String model, boolean usageInStreams);

  /** Whether a header of the provider's answer is for the client; any case. */
  boolean passes(String header);

  /** A new reader for the events of the answer to a streamed call with that envelope. */
  EventReader events(Envelope envelope);

  /**
   * Judges an answer that came as a whole, with any status but a redirect's.
   *
   * @param headers what the client may see of its headers, lower-case names
   */
  LlmReply whole(int status, Map<String, String> headers, Buffer body);

  /** An error that came in place of the first event of a stream. */
  LlmReply refusal(Map<String, String> headers, Buffer error);
}
