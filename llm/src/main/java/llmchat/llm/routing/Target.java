package llmchat.llm.routing;

import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.TargetName;
import llmchat.llm.upstream.OutboundHttp;

/**
 * Somebody who answers for a model: a model of a provider, or an inference service. The same for
 * all event loops; safe for any thread.
 *
 * @param name the provider, and its own name for the model
 * @param adapter makes its clients
 */
public record Target(TargetName name, Adapter adapter) {
  /** Makes the client of a target for one event loop. */
  public interface Adapter {
    /** The client; called once on each event loop, with that loop's way out. */
    LlmClient on(EventLoop loop, OutboundHttp http);
  }
}
