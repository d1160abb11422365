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
 * The streamed answer of one exchange: events go to the client as they come. A slow reader pauses
 * its own source; silence is bridged; it ends in exactly one way, as the form of the exchange says.
 * Confined to the exchange's event loop.
 */
public final class ClientStream implements EventStream.Sink, Watch.Watched {
  /** How long a stream may be silent before the silence is filled. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  /** How long a client may leave a full buffer unread. */
  static final Duration STUCK = Duration.ofSeconds(60);

  private static final CharSequence EVENT_STREAM =
      HttpHeaders.createOptimized("text/event-stream; charset=utf-8");
  private static final CharSequence NO_CACHE =
      HttpHeaders.createOptimized("no-cache, no-transform");
  private static final CharSequence ACCEL = HttpHeaders.createOptimized("x-accel-buffering");
  private static final CharSequence NO = HttpHeaders.createOptimized("no");

  /** Hears how a stream ended, before its last bytes are written; not if its client left. */
  public interface Ending {
    /** The source ended. */
    void ended(Usage usage, Outcome outcome, Optional<Failure> failure);
  }

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Watch watch;
  private final Ending ending;
  private @Nullable EventStream events;
  private Watch.@Nullable Entry watched;
  private @Nullable DirectChunks chunks;
  private long lastWrite;
  private boolean headSent;
  private boolean stuck;

  /** Prepares the stream; nothing is written yet. */
  public ClientStream(Exchange exchange, Watch watch, Ending ending) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.watch = watch;
    this.ending = ending;
    this.lastWrite = watch.now();
  }

  /** Writes events that answer no call of this exchange, until they end or the client leaves. */
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

  /** Bridges the silence from now on, though the first event is not there yet. */
  public void bridgeSilence() {
    if (watched == null) {
      watched = watch.add(this);
    }
  }

  /** Lets the events flow to the client; none of them if it asked for the head alone. */
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
    bridgeSilence();
    source.start(this);
  }

  /** Whether the client has the head, so that it can only be told of an error by an event. */
  public boolean headSent() {
    return headSent;
  }

  /** Stops the source, whose last events are lost; what it used until now. */
  public Optional<Usage> stop() {
    stopWatching();
    if (events == null) {
      return Optional.empty();
    }
    Usage used = events.usageSoFar();
    events.cancel();
    return Optional.of(used);
  }

  /** Ends the stream with an error event. */
  public void fail(Buffer errorBody, Outcome outcome) {
    stopWatching();
    end(Buffer.buffer(0), exchange.form().errorEvent(errorBody), outcome);
  }

  /** Stops bridging silence, for an answer that is no stream after all. */
  public void stopWatching() {
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
  public void ended(Buffer lastEvents, EventStream.StreamEnd end) {
    stopWatching();
    AnswerForm form = exchange.form();
    switch (end) {
      case EventStream.StreamEnd.Finished(Usage usage) -> {
        ending.ended(usage, Outcome.OK, Optional.empty());
        end(lastEvents, form.endOfStream(), Outcome.OK);
      }
      case EventStream.StreamEnd.Broken(
              Failure failure,
              Optional<Buffer> providersError,
              Usage usage) -> {
        Outcome outcome = Outcome.of(failure);
        ending.ended(usage, outcome, Optional.of(failure));
        Buffer error = providersError.orElseGet(() -> form.errorBody(form.problem(failure)));
        end(lastEvents, form.errorEvent(error), outcome);
      }
    }
  }

  /** The last events and the end in one write, so that no client sees one without the other. */
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
    if (stuck) {
      Http2Streams.giveUp(exchange.request(), now - lastWrite - Watch.nanos(STUCK));
    } else if (now - lastWrite > Watch.nanos(SILENCE)) {
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
