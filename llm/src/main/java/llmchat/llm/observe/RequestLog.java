package llmchat.llm.observe;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import llmchat.llm.http.Exchange;
import llmchat.llm.http.ExchangeListener;
import llmchat.llm.http.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request, written when it ends: ids and numbers, no texts. In JSON logs the same
 * fields stand as members of the line. Bodies are added only if the operator switched them on. Any
 * event loop; does not block.
 */
public final class RequestLog implements ExchangeListener {
  /** The logger's name is the line's name. */
  private static final Logger LOG = LoggerFactory.getLogger("llmchat.request");

  private static final int MAX_BODY = 16 * 1024;

  private final Logging.Format format;
  private final boolean bodies;
  private final LongSupplier clock;

  /**
   * Prepares the log.
   *
   * @param clock the clock of {@link Exchange#begun}, in nanoseconds
   */
  public RequestLog(Logging.Format format, boolean bodies, LongSupplier clock) {
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
    Line line = format == Logging.Format.JSON ? new JsonLine() : new TextLine();
    describe(exchange, line);
    line.writeTo(LOG);
  }

  private void describe(Exchange exchange, Line line) {
    Exchange.Notes notes = exchange.notes();
    line.text("request_id", exchange.id());
    line.text("method", exchange.method());
    line.text("route", exchange.route().path());
    line.number("status", exchange.status());
    line.text("outcome", exchange.outcome().label());
    line.millis("duration_ms", clock.getAsLong() - exchange.begun());
    if (notes.model != null) {
      line.text("model", notes.model);
      line.flag("stream", notes.stream);
    }
    if (notes.dispatched != 0 && notes.answered != 0) {
      line.millis("upstream_ms", notes.answered - notes.dispatched);
    }
    if (notes.usage.source() != Usage.Source.NONE) {
      line.number("input_tokens", notes.usage.inputTokens());
      line.number("output_tokens", notes.usage.outputTokens());
      line.text("usage_source", notes.usage.source().label());
    }
    if (notes.caller != null) {
      line.text("user", notes.caller);
    }
    if (notes.failure != null) {
      line.text("error", errorText(notes.failure));
    }
    if (bodies) {
      body(line, "request_body", notes.requestBody);
      body(line, "reply_body", notes.replyBody);
    }
  }

  private static String errorText(Failure failure) {
    return switch (failure) {
      case Failure.UpstreamBroken(String problem) -> failure.kind() + ": " + problem;
      case Failure.UpstreamTimeout(String phase) -> failure.kind() + ": " + phase;
      default -> failure.kind();
    };
  }

  private static void body(Line line, String name, @org.jspecify.annotations.Nullable Buffer body) {
    if (body != null) {
      int length = Math.min(body.length(), MAX_BODY);
      line.text(name, Redaction.of(body.getString(0, length, StandardCharsets.UTF_8.name())));
    }
  }
}
