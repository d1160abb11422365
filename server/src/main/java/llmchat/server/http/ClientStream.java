package llmchat.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.AnswerForm;
import llmchat.llm.EventStream;
import llmchat.llm.Failure;
import llmchat.llm.Outcome;
import llmchat.llm.Usage;
import llmchat.llm.Watch;
import org.jspecify.annotations.Nullable;

/**
 * The streamed answer of one exchange: writes events to the client as they arrive. A slow client
 * pauses its own source, keep-alives fill silence, and the stream ends in exactly one way, in the
 * form of the exchange. Confined to the exchange's event loop.
 */
public final class ClientStream implements EventStream.Sink, Watch.Watched {
  /** The longest silence before a keep-alive is sent. */
  static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(15);

  /** How long a client may read nothing while its buffer is full. */
  static final Duration STALLED = Duration.ofSeconds(60);

  private static final CharSequence EVENT_STREAM =
      HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
  private static final CharSequence NO_CACHE =
      HttpHeaders.createOptimized("no-cache, no-transform");
  private static final CharSequence ACCEL = HttpHeaders.createOptimized("x-accel-buffering");
  private static final CharSequence NO = HttpHeaders.createOptimized("no");

  /**
   * Is notified of the end of a stream, before its last bytes are written; not if the client left.
   */
  public interface EndListener {
    /** The source has ended. */
    void ended(Usage usage, Outcome outcome, Optional<Failure> failure);
  }

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Watch watch;
  private final EndListener endListener;
  private @Nullable EventStream events;
  private Watch.@Nullable Entry watched;
  private @Nullable DirectChunks chunks;
  private long lastWrite;
  private boolean headSent;
  private boolean stalled;

  /** Creates the stream; nothing is written yet. */
  public ClientStream(Exchange exchange, Watch watch, EndListener endListener) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.watch = watch;
    this.endListener = endListener;
    this.lastWrite = watch.now();
  }

  /**
   * Streams events of a call that this exchange did not open, until they end or the client leaves.
   */
  public static void follow(Exchange exchange, Watch watch, EventStream source) {
    if (exchange.over()) {
      return;
    }
    ClientStream stream = new ClientStream(exchange, watch, (usage, outcome, failure) -> {});
    exchange.whenGone(stream::stop);
    exchange.whenAborted(reason -> {
      stream.stop();
      stream.fail(exchange.form().errorBody(exchange.form().problem(reason)), Outcome.of(reason));
    });
    stream.start(Map.of(), source);
  }

  /** Sends keep-alives from now on, even before the first event. */
  public void startKeepAlive() {
    if (watched == null) {
      watched = watch.add(this);
    }
  }

  /** Starts writing the events of the source to the client; a HEAD gets the head only. */
  public void start(Map<String, String> headers, EventStream source) {
    events = source;
    if (!headSent) {
      headers.forEach(exchange::putHeaderIfAbsent);
      sendHead();
    }
    if (exchange.isHead()) {
      source.cancel();
      end(Buffer.buffer(0), Buffer.buffer(0), Outcome.OK);
      return;
    }
    startKeepAlive();
    source.start(this);
  }

  /** Whether the head was sent, so that an error can only be reported as an event. */
  public boolean headSent() {
    return headSent;
  }

  /** Cancels the source; returns the usage so far, or empty if there is no source yet. */
  public Optional<Usage> stop() {
    stopKeepAlive();
    if (events == null) {
      return Optional.empty();
    }
    Usage used = events.usageSoFar();
    events.cancel();
    return Optional.of(used);
  }

  /** Ends the stream with an error event. */
  public void fail(Buffer errorBody, Outcome outcome) {
    stopKeepAlive();
    end(Buffer.buffer(0), exchange.form().errorEvent(errorBody), outcome);
  }

  /** Stops sending keep-alives, for an answer that turned out not to be a stream. */
  public void stopKeepAlive() {
    if (watched != null) {
      watched.stop();
      watched = null;
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
    if (response.writeQueueFull() && events != null && !stalled) {
      stalled = true;
      events.pause();
      response.drainHandler(drained -> {
        stalled = false;
        lastWrite = watch.now();
        if (events != null) {
          events.resume();
        }
      });
    }
  }

  @Override
  public void ended(Buffer lastEvents, EventStream.StreamEnd end) {
    stopKeepAlive();
    AnswerForm form = exchange.form();
    switch (end) {
      case EventStream.StreamEnd.Finished(Usage usage) -> {
        endListener.ended(usage, Outcome.OK, Optional.empty());
        end(lastEvents, form.endOfStream(), Outcome.OK);
      }
      case EventStream.StreamEnd.Broken(
              Failure failure,
              Optional<Buffer> providersError,
              Usage usage) -> {
        Outcome outcome = Outcome.of(failure);
        endListener.ended(usage, outcome, Optional.of(failure));
        Buffer error = providersError.orElseGet(() -> form.errorBody(form.problem(failure)));
        end(lastEvents, form.errorEvent(error), outcome);
      }
    }
  }

  /**
   * Writes the last events and the end in one write, so that no client sees one without the other.
   */
  private void end(Buffer lastEvents, Buffer endOfStream, Outcome outcome) {
    exchange.conclude(200, outcome);
    exchange.deliver(
        lastEvents.length() == 0
            ? endOfStream.copy()
            : Buffer.buffer(lastEvents.length() + endOfStream.length())
                .appendBuffer(lastEvents)
                .appendBuffer(endOfStream));
  }

  @Override
  public void tick(long now) {
    if (stalled) {
      Http2Streams.giveUp(exchange.request(), now - lastWrite - Watch.nanos(STALLED));
    } else if (now - lastWrite > Watch.nanos(KEEP_ALIVE_INTERVAL)) {
      if (!headSent) {
        sendHead();
      }
      write(exchange.form().keepAlive());
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
}
