package llmchat.llm.observe;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import llmchat.llm.config.LogFormat;
import llmchat.llm.http.Exchange;
import llmchat.llm.http.ExchangeListener;
import llmchat.llm.http.Notes;
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
    Line line = format == LogFormat.JSON ? new JsonLine() : new TextLine();
    describe(exchange, line);
    line.writeTo(LOG);
  }

  private void describe(Exchange exchange, Line line) {
    Notes notes = exchange.notes();
    line.text("request_id", exchange.id());
    line.text("client", exchange.client().text());
    line.text("method", exchange.method());
    line.text("route", exchange.route().path());
    line.number("status", exchange.status());
    line.text("outcome", exchange.outcome().label());
    line.millis("duration_ms", clock.getAsLong() - exchange.begun());
    notes
        .model()
        .ifPresent(model -> {
          line.text("model", model);
          line.flag("stream", notes.stream());
        });
    if (notes.dispatched() != 0 && notes.answered() != 0) {
      line.millis("upstream_ms", notes.answered() - notes.dispatched());
    }
    if (notes.usage().source() != Usage.Source.NONE) {
      line.number("input_tokens", notes.usage().inputTokens());
      line.number("output_tokens", notes.usage().outputTokens());
      line.text("usage_source", notes.usage().source().label());
    }
    notes.caller().ifPresent(caller -> line.text("user", caller));
    notes.failure().ifPresent(failure -> line.text("error", errorText(failure)));
    if (bodies) {
      notes.requestBody().ifPresent(body -> line.text("request_body", text(body)));
      notes.replyBody().ifPresent(body -> line.text("reply_body", text(body)));
    }
  }

  private static String errorText(Failure failure) {
    return switch (failure) {
      case Failure.UpstreamBroken(String problem) -> failure.kind() + ": " + problem;
      case Failure.UpstreamTimeout(String phase) -> failure.kind() + ": " + phase;
      case Failure.RateLimited(String limit, var _) -> failure.kind() + ": " + limit;
      default -> failure.kind();
    };
  }

  private static String text(Buffer body) {
    int length = Math.min(body.length(), MAX_BODY);
    return Redaction.of(body.getString(0, length, StandardCharsets.UTF_8.name()));
  }
}
