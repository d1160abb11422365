package llmchat.server.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import llmchat.server.call.CallRecord;
import llmchat.server.http.Client;
import llmchat.server.http.Exchange;
import llmchat.server.http.Notes;
import net.logstash.logback.argument.StructuredArgument;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The log line of one request, as a value. The event loop only creates it; the log's own thread
 * formats it as text or JSON. Immutable.
 *
 * @param durationNanos from the arrival of the head to the end
 * @param upstreamNanos from sending the call to its answer; negative if there was none
 */
record RequestLine(
    String id,
    Client client,
    String method,
    String route,
    int status,
    String outcome,
    long durationNanos,
    @Nullable String model,
    boolean stream,
    long upstreamNanos,
    Usage usage,
    @Nullable String user,
    @Nullable Failure failure,
    @Nullable String requestBody,
    @Nullable String replyBody)
    implements StructuredArgument {
  private static final int MAX_BODY = 16 * 1024;

  /**
   * The line for a finished exchange.
   *
   * @param now in nanoseconds of the clock of {@link Exchange#begun}
   * @param bodies whether the line includes the bodies
   */
  static RequestLine of(Exchange exchange, long now, boolean bodies) {
    Notes notes = exchange.notes();
    boolean answered = notes.dispatched() != 0 && notes.answered() != 0;
    return new RequestLine(
        exchange.id(),
        exchange.client(),
        exchange.method(),
        exchange.route().path(),
        exchange.status(),
        exchange.outcome().label(),
        now - exchange.begun(),
        notes.model().orElse(null),
        notes.stream(),
        answered ? Math.max(0, notes.answered() - notes.dispatched()) : -1,
        notes.usage(),
        notes.caller().orElse(null),
        notes.failure().orElse(null),
        bodies ? text(notes.requestBody()) : null,
        bodies ? text(notes.replyBody()) : null);
  }

  /** The line for a model call that outlived its request. */
  static RequestLine of(CallRecord call) {
    CallRecord.Timings timings = call.timings();
    return new RequestLine(
        call.origin().requestId(),
        call.origin().client(),
        "ANSWER",
        call.origin().route(),
        200,
        call.ending().outcome().label(),
        timings.ended() - timings.begun(),
        call.model(),
        call.stream(),
        timings.answered() == 0 ? -1 : timings.answered() - timings.sent(),
        call.usage(),
        call.origin().userId().orElse(null),
        call.ending().failure().orElse(null),
        null,
        null);
  }

  /** The line in a log event; null if the event is not about a request. */
  static @Nullable RequestLine in(ILoggingEvent event) {
    Object @Nullable [] arguments = event.getArgumentArray();
    return arguments != null && arguments.length == 1 && arguments[0] instanceof RequestLine line
        ? line
        : null;
  }

  void describe(Line line) {
    line.text("request_id", id);
    line.text("client", client.text());
    line.text("method", method);
    line.text("route", route);
    line.number("status", status);
    line.text("outcome", outcome);
    line.millis("duration_ms", durationNanos);
    if (model != null) {
      line.text("model", model);
      line.flag("stream", stream);
    }
    if (upstreamNanos >= 0) {
      line.millis("upstream_ms", upstreamNanos);
    }
    if (usage.source() != Usage.Source.NONE) {
      line.number("input_tokens", usage.inputTokens());
      line.number("output_tokens", usage.outputTokens());
      line.text("usage_source", usage.source().label());
    }
    if (user != null) {
      line.text("user", user);
    }
    if (failure != null) {
      line.text("error", errorText(failure));
    }
    if (requestBody != null) {
      line.text("request_body", requestBody);
    }
    if (replyBody != null) {
      line.text("reply_body", replyBody);
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

  private static @Nullable String text(Optional<Buffer> body) {
    return body.map(RequestLine::redacted).orElse(null);
  }

  private static String redacted(Buffer body) {
    int length = Math.min(body.length(), MAX_BODY);
    return Redaction.of(body.getString(0, length, StandardCharsets.UTF_8.name()));
  }

  /** The same fields as the members of a JSON object under {@code request}. */
  @Override
  public void writeTo(JsonGenerator json) {
    StringBuilder object = new StringBuilder(512);
    describe(new JsonLine(object));
    json.writeName("request");
    json.writeRawValue(object.append('}').toString());
  }

  /** The fields as {@code name=value} pairs. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(512);
    describe(new TextLine(text));
    return text.toString();
  }
}
