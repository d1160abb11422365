package llmchat.server.observe;

import java.util.function.LongSupplier;
import llmchat.llm.Outcome;
import llmchat.server.call.CallListener;
import llmchat.server.call.CallRecord;
import llmchat.server.http.Exchange;
import llmchat.server.http.ExchangeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line per request when it ends, and one per model call that outlives its request, with
 * the request's id and the method ANSWER. Lines contain ids and numbers but no texts; bodies are
 * added only if the operator switched that on. In JSON logs the same fields are members of the
 * object. Any event loop; does not block.
 */
public final class RequestLog implements ExchangeListener, CallListener {
  /** Text lines show the last part of this name. */
  private static final Logger LOG = LoggerFactory.getLogger("llmchat.request");

  private final LogFormat format;
  private final boolean bodies;
  private final LongSupplier clock;

  /**
   * Creates the listener.
   *
   * @param clock the clock of {@link Exchange#begun}, in nanoseconds
   */
  public RequestLog(LogFormat format, boolean bodies, LongSupplier clock) {
    this.format = format;
    this.bodies = bodies;
    this.clock = clock;
  }

  @Override
  public void started(Exchange exchange) {}

  @Override
  public void streaming(Exchange exchange) {}

  @Override
  public void ended(Exchange exchange) {
    if ((exchange.route().quiet() && exchange.outcome() == Outcome.OK) || !LOG.isInfoEnabled()) {
      return;
    }
    String message = format == LogFormat.JSON ? "request" : "{}";
    LOG.info(message, RequestLine.of(exchange, clock.getAsLong(), bodies));
  }

  @Override
  public void ended(CallRecord call) {
    // An awaited call is in the line of its request; a call that was never sent is not logged.
    if (call.origin().awaited() || call.timings().sent() == 0) {
      return;
    }
    String message = format == LogFormat.JSON ? "answer" : "{}";
    LOG.info(message, RequestLine.of(call));
  }
}
