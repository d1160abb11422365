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
 * Creates the call path of each event loop. One for each process; any thread.
 *
 * @param catalogue the models and their targets
 */
public record CallPaths(Settings settings, CurrentCatalogue catalogue, Ledger ledger) {
  /**
   * The call path of one event loop.
   *
   * @param reader turns requests and prompts into calls
   * @param calls admits, reserves, sends and settles calls
   */
  public record CallPath(CallReader reader, Calls calls) {}

  /** Creates the path on that event loop; {@code open} notifies the listeners of calls. */
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
