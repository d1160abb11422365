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
 * One line for each request, written when it ends: ids and numbers, no texts; and one for each
 * model call that outlives its request, with its id and the method ANSWER. In JSON logs the same
 * fields stand as members of the line. Bodies are added only if the operator switched them on. Any
 * event loop; does not block.
 */
public final class RequestLog implements ExchangeListener, CallListener {
  /** The logger's name is the line's name. */
  private static final Logger LOG = LoggerFactory.getLogger("llmchat.request");

  private final LogFormat format;
  private final boolean bodies;
  private final LongSupplier clock;

  /**
   * Prepares the log.
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
    // The line of its request says it all, and a call that was never sent is none.
    if (call.origin().awaited() || call.timings().sent() == 0) {
      return;
    }
    String message = format == LogFormat.JSON ? "answer" : "{}";
    LOG.info(message, RequestLine.of(call));
  }
}
