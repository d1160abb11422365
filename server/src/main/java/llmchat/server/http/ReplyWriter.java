package llmchat.server.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Cancellation;
import llmchat.llm.EventStream;
import llmchat.llm.EventStream.StreamEnd;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.Usage;
import llmchat.llm.Watch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the reply to one call to its client, byte for byte: a whole answer at once, a stream as it
 * comes. A slow reader pauses its own source; a silent source is bridged by comments; every stream
 * ends in exactly one way, with {@code [DONE]} or with an error event.
 */
public final class ReplyWriter implements EventStream.Sink, Watch.Watched {
  /** How long a stream may be silent before a comment is sent. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  /** How long a client may leave a full buffer unread. */
  static final Duration STUCK = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);
  private static final CharSequence EVENT_STREAM =
      HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
  private static final CharSequence NO_CACHE =
      HttpHeaders.createOptimized("no-cache, no-transform");
  private static final CharSequence ACCEL = HttpHeaders.createOptimized("x-accel-buffering");
  private static final CharSequence NO = HttpHeaders.createOptimized("no");
  private static final Buffer PING = Buffer.buffer(": ping\n");
  private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

  /** Books what a call used. */
  public interface Settlement {
    /** Books it. */
    void settle(Usage usage, Outcome outcome);
  }

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Watch watch;
  private final Settlement settlement;
  private Cancellation cancellation = new Cancellation();
  private @Nullable EventStream events;
  private Watch.@Nullable Entry watched;
  private long lastWrite;
  private @Nullable DirectChunks chunks;
  private boolean headSent;
  private boolean stuck;
  private boolean settled;

  /**
   * For one call.
   *
   * @param settlement called exactly once, when usage and outcome are known and before the last
   *     byte is written
   */
  public ReplyWriter(Exchange exchange, Watch watch, Settlement settlement) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.watch = watch;
    this.settlement = settlement;
    this.lastWrite = watch.now();
  }

  /**
   * Gets ready for the reply to a call that is sent next: a client that leaves cancels it from now
   * on, and the silence before a stream is bridged. The future has succeeded with the call already,
   * or failed if the exchange is over: its client left while a key or a limit was looked up.
   */
  public Future<LlmCall> begin(LlmCall call) {
    if (exchange.over()) {
      settle(exchange.outcome());
      return Future.failedFuture(new FailureException(new Failure.ClientGone()));
    }
    cancellation = call.cancellation();
    exchange.whenGone(this::gone);
    exchange.whenAborted(this::abort);
    if (call.stream()) {
      watched = watch.add(this);
    }
    // The writer is made as the call is handed on, so this is that time.
    exchange.notes().dispatched(lastWrite);
    return Future.succeededFuture(call);
  }

  /** Writes events that are no reply to a call of this exchange, until they end. */
  public void follow(EventStream stream) {
    if (exchange.over()) {
      return;
    }
    exchange.whenGone(this::gone);
    exchange.whenAborted(this::abort);
    stream(Map.of(), stream);
  }

  /** Writes the reply. */
  public void write(LlmReply reply) {
    exchange.notes().answered(watch.now());
    if (settled || exchange.over()) {
      giveUp(reply);
      return;
    }
    switch (reply) {
      case LlmReply.Whole(int status, var headers, Buffer body, Usage usage) ->
          whole(status, headers, body, usage);
      case LlmReply.Failed(Failure failure) -> fail(failure);
      case LlmReply.Streamed(var headers, EventStream stream) -> stream(headers, stream);
    }
  }

  /** The client has gone: the source is stopped and what was delivered is settled. */
  private void gone() {
    stopWatching();
    stopSource();
    settle(Outcome.CLIENT_GONE);
    cancellation.cancel();
  }

  private void abort(Failure reason) {
    if (!exchange.over()) {
      stopSource();
      fail(reason);
      cancellation.cancel();
    }
  }

  private void stopSource() {
    if (events != null) {
      exchange.notes().usage(events.usageSoFar());
      events.cancel();
    }
  }

  private void settle(Outcome outcome) {
    if (!settled) {
      settled = true;
      settlement.settle(exchange.notes().usage(), outcome);
    }
  }

  /** Ends the call where no reply comes; anything but a {@link Failure} is a fault of ours. */
  public void fault(Throwable cause) {
    if (cause instanceof FailureException expected) {
      write(new LlmReply.Failed(expected.failure()));
      return;
    }
    LOG.error("request {} failed", exchange.id(), cause);
    write(new LlmReply.Failed(new Failure.Internal()));
  }

  private static void giveUp(LlmReply reply) {
    if (reply instanceof LlmReply.Streamed(var headers, EventStream stream)) {
      stream.cancel();
    }
  }

  private void whole(int status, Map<String, String> headers, Buffer body, Usage usage) {
    stopWatching();
    exchange.notes().usage(usage);
    if (headSent) {
      endStream(
          Buffer.buffer(0), errorEvent(body), status < 500 ? Outcome.REFUSED : Outcome.UPSTREAM);
      return;
    }
    headers.forEach(this::putHeader);
    exchange.notes().replyBody(body);
    Outcome outcome = status >= 500 ? Outcome.UPSTREAM : Outcome.of(status);
    settle(outcome);
    exchange.conclude(status, outcome);
    response.setStatusCode(status);
    exchange.deliver(body);
  }

  private void fail(Failure failure) {
    stopWatching();
    exchange.notes().failure(failure);
    if (headSent) {
      endStream(Buffer.buffer(0), errorEvent(failure), Outcome.of(failure));
    } else {
      settle(Outcome.of(failure));
      exchange.fail(failure);
    }
  }

  private void stream(Map<String, String> headers, EventStream stream) {
    events = stream;
    if (!headSent) {
      headers.forEach(this::putHeader);
      sendHead();
    }
    if (watched == null) {
      watched = watch.add(this);
    }
    stream.start(this);
  }

  /** What we say ourselves, such as our own limits, is not overwritten by a provider. */
  private void putHeader(String name, String value) {
    if (!response.headers().contains(name)) {
      response.putHeader(name, value);
    }
  }

  private void sendHead() {
    headSent = true;
    exchange.streaming();
    response.setStatusCode(200);
    response.putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM);
    response.putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE);
    response.putHeader(ACCEL, NO);
    response.setChunked(true);
  }

  @Override
  public void events(Buffer passed) {
    write(passed);
    if (response.writeQueueFull() && events != null && !stuck) {
      stuck = true;
      events.pause();
      response.drainHandler(drained -> {
        stuck = false;
        lastWrite = watch.now();
        if (events != null) {
          events.resume();
        }
      });
    }
  }

  @Override
  public void ended(Buffer lastEvents, StreamEnd end) {
    stopWatching();
    exchange.notes().usage(end.usage());
    switch (end) {
      case StreamEnd.Finished(Usage usage) -> endStream(lastEvents, DONE, Outcome.OK);
      case StreamEnd.Broken(Failure failure, Optional<Buffer> providersError, Usage usage) -> {
        exchange.notes().failure(failure);
        endStream(
            lastEvents,
            providersError.map(ReplyWriter::errorEvent).orElseGet(() -> errorEvent(failure)),
            Outcome.of(failure));
      }
    }
  }

  @Override
  public void tick(long now) {
    if (stuck) {
      Http2Streams.giveUp(exchange.request(), now - lastWrite - Watch.nanos(STUCK));
    } else if (now - lastWrite > Watch.nanos(SILENCE)) {
      if (!headSent) {
        sendHead();
      }
      write(PING);
    }
  }

  private void write(Buffer bytes) {
    lastWrite = watch.now();
    if (chunks != null) {
      chunks.write(bytes);
      return;
    }
    boolean first = !response.headWritten();
    response.write(bytes);
    if (first) {
      chunks = DirectChunks.of(exchange.request()).orElse(null);
    }
  }

  /**
   * The last events and the terminator in one write, so that no client sees one without the other.
   */
  private void endStream(Buffer lastEvents, Buffer terminator, Outcome outcome) {
    settle(outcome);
    exchange.conclude(200, outcome);
    exchange.deliver(
        lastEvents.length() == 0
            ? terminator.copy()
            : Buffer.buffer(lastEvents.length() + terminator.length())
                .appendBuffer(lastEvents)
                .appendBuffer(terminator));
  }

  private Buffer errorEvent(Failure failure) {
    return errorEvent(Problem.of(failure, exchange.shape()).body(exchange.shape()));
  }

  private static Buffer errorEvent(Buffer json) {
    Buffer event = Buffer.buffer("event: error\ndata: ");
    for (byte b : json.getBytes()) {
      // A line break can only stand between JSON's tokens, where a space means the same.
      event.appendByte(b == '\n' || b == '\r' ? (byte) ' ' : b);
    }
    return event.appendString("\n\n");
  }

  private void stopWatching() {
    if (watched != null) {
      watched.stop();
      watched = null;
    }
  }
}
