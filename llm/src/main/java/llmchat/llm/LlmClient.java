package llmchat.llm;

import io.vertx.core.Future;

/**
 * Answers calls to language models: a provider, a remote inference service, or a router over
 * several.
 *
 * <p>Called on an event loop; the future completes on the same one. Every expected outcome, errors
 * included, is an {@link LlmReply}; the future fails only on a bug.
 */
public interface LlmClient {
  /** Sends the call. For a streamed call the future completes once the first event has arrived. */
  Future<LlmReply> send(LlmCall call);
}
