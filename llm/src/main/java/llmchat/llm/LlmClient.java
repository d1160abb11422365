package llmchat.llm;

import io.vertx.core.Future;

/**
 * Answers calls to language models: a provider, a remote inference service, or a router over
 * several.
 *
 * <p>Called on an event loop; the future completes on the same one. It fails only for a fault of
 * ours: everything that can happen to a call is a {@link LlmReply}.
 */
public interface LlmClient {
  /** Sends the call; the reply to a streamed call comes with its first event at hand. */
  Future<LlmReply> send(LlmCall call);
}
