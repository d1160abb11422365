package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** The provider-facing half of a dialect. Stateless; safe for any thread. */
public interface ProviderSide {
  /**
   * The path of a call below the provider's base URL.
   *
   * @param model the provider's name for the model
   */
  String path(LlmCall call, String model);

  /** The header that authenticates the operator with a provider. */
  KeyHeader authentication(Secret key);

  /**
   * The body to send to the provider: the client's bytes with single values replaced or inserted.
   *
   * @param model the provider's name for the model
   * @param usageInStreams whether the provider supports a request for usage at the end of a stream
   */
  Buffer body(LlmCall call, String model, boolean usageInStreams);

  /** Whether a header of the provider's response is forwarded to the client; any case. */
  boolean passes(String header);

  /** A new reader for the events of one streamed reply to a call with that envelope. */
  EventReader events(Envelope envelope);

  /**
   * The reply for a complete response with any status except a redirect.
   *
   * @param headers the headers to forward, lower-case names
   */
  LlmReply whole(int status, Map<String, String> headers, Buffer body);

  /** The reply for an error that a stream carried instead of its first event. */
  LlmReply refusal(Map<String, String> headers, Buffer error);
}
