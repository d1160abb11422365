package llmchat.llm.routing;

import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.TargetName;
import llmchat.llm.upstream.OutboundHttp;

/**
 * Where calls to a model can be sent: a model of a provider, or an inference service. Shared by all
 * event loops; safe for any thread.
 *
 * @param name the provider, and the provider's name for the model
 * @param adapter creates a client for each event loop
 */
public record Target(TargetName name, Adapter adapter) {
  /** Creates the client of a target for one event loop. */
  public interface Adapter {
    /** Creates the client; called once on each event loop, with the HTTP client of that loop. */
    LlmClient on(EventLoop loop, OutboundHttp http);
  }
}
