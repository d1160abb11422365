package llmchat.gateway.calls;

import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.gateway.limits.Limiter;
import llmchat.llm.EventLoop;
import llmchat.llm.routing.CurrentCatalogue;
import llmchat.llm.routing.Router;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.server.call.CallOpener;
import llmchat.server.call.CallReader;
import llmchat.server.config.Settings;
import llmchat.server.http.Bodies;
import llmchat.server.outbound.OutboundSettings;

/**
 * Makes the path of calls for each event loop. One for each process; any thread.
 *
 * @param catalogue the models and who answers for them
 */
public record CallPaths(Settings settings, CurrentCatalogue catalogue, Ledger ledger) {
  /**
   * The path on one event loop.
   *
   * @param reader makes calls of requests and of conversations
   * @param calls admits, reserves, sends and settles them
   */
  public record CallPath(CallReader reader, Calls calls) {}

  /** The path on that event loop; {@code open} tells whoever watches. */
  public CallPath on(EventLoop loop, Bodies bodies, Limiter limiter, CallOpener open) {
    OutboundHttp http =
        new OutboundHttp(
            loop, OutboundSettings.timeouts(settings), OutboundSettings.bounds(settings));
    Router models = new Router(catalogue, loop, http);
    return new CallPath(
        new CallReader(bodies, catalogue),
        new Calls(loop, new AdmissionCheck(limiter), ledger, models, open));
  }
}
