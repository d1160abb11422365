package llmchat.server.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import llmchat.llm.BodyInPieces;
import llmchat.llm.BodyMemory;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies: up to a size, within a time, and not at all where the head says too much.
 */
public final class Bodies {
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration TOTAL = Duration.ofMinutes(5);

  private static final Failure NO_ROOM =
      new Failure.Overloaded("too many large bodies are open", Duration.ofSeconds(1));

  private final Watch watch;
  private final BodyBounds bounds;

  /** For one event loop. A body takes its part of the memory until its exchange is over. */
  public Bodies(Watch watch, BodyBounds bounds) {
    this.watch = watch;
    this.bounds = bounds;
  }

  /** What the reply to an exchange may take, until it is delivered. */
  public BodyMemory.Share forReply(Exchange exchange) {
    BodyMemory.Share share = bounds.replies().share();
    exchange.whenDelivered(share::close);
    return share;
  }

  /** What a reply may take that is bound to no exchange; the caller closes it. */
  public BodyMemory.Share forDetachedReply() {
    return bounds.replies().share();
  }

  /** Reads the body; fails with a {@link Failure} that says what is wrong with it. */
  public Future<Buffer> read(Exchange exchange) {
    return read(exchange, bounds.largestRequest());
  }

  /**
   * Reads a body that is to be JSON. The content type is not asked for: many clients name none, and
   * curl calls everything a form. Only a multipart body cannot be meant.
   */
  public Future<Buffer> readJson(Exchange exchange) {
    String type = exchange.header(HttpHeaders.CONTENT_TYPE).orElse("");
    if (type.regionMatches(true, 0, "multipart/", 0, 10)) {
      return Future.failedFuture(
          new FailureException(
              new Failure.UnsupportedMedia("Send JSON, with Content-Type: application/json.")));
    }
    return read(exchange);
  }

  /** Reads a body for which a smaller limit holds. */
  public Future<Buffer> read(Exchange exchange, long most) {
    HttpServerRequest request = exchange.request();
    Failure refusal = refusal(request, most);
    if (refusal != null) {
      return Future.failedFuture(new FailureException(refusal));
    }
    if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
      request.response().writeContinue();
    }
    Reading reading = new Reading(exchange, most, watch, bounds.requests().share());
    request.resume();
    return reading.whole.future();
  }

  private static @Nullable Failure refusal(HttpServerRequest request, long most) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return new Failure.UnsupportedMedia(
          "Compressed bodies are not supported. Send the body without Content-Encoding.");
    }
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type != null && type.toLowerCase(Locale.ROOT).contains("charset=utf-16")) {
      return new Failure.UnsupportedMedia("The body must be UTF-8.");
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && (length.length() > 18 || Long.parseLong(length) > most)
        ? new Failure.BodyTooLarge(most)
        : null;
  }

  /** One body on its way in. */
  private static final class Reading implements Watch.Watched {
    private final Promise<Buffer> whole = Promise.promise();
    private final Exchange exchange;
    private final long most;
    private final BodyInPieces body;
    private final long begun;
    private final Watch watch;
    private final Watch.Entry watched;
    private long lastByte;

    Reading(Exchange exchange, long most, Watch watch, BodyMemory.Share memory) {
      this.exchange = exchange;
      this.most = most;
      this.body = new BodyInPieces(most, 0, memory);
      this.watch = watch;
      this.begun = watch.now();
      this.lastByte = begun;
      this.watched = watch.add(this);
      exchange.whenOver(memory::close);
      HttpServerRequest request = exchange.request();
      request.exceptionHandler(problem -> fail(broken(problem)));
      request.handler(this::heard);
      request.endHandler(end -> complete());
    }

    /** Bytes that are not HTTP are the client's mistake, and it is there to hear of it. */
    private static Failure broken(Throwable problem) {
      return problem instanceof IOException
              || problem instanceof HttpClosedException
              || problem instanceof StreamResetException
          ? new Failure.ClientGone()
          : Failure.BadRequest.of("The body's HTTP framing is invalid.");
    }

    private void heard(Buffer chunk) {
      lastByte = watch.now();
      if (whole.future().isComplete() || exchange.over()) {
        return;
      }
      switch (body.add(chunk)) {
        case YES -> {}
        case TOO_LARGE -> fail(new Failure.BodyTooLarge(most));
        case NO_ROOM -> fail(NO_ROOM);
      }
    }

    private void complete() {
      watched.stop();
      whole.tryComplete(body.bytes());
    }

    private void fail(Failure failure) {
      watched.stop();
      whole.tryFail(new FailureException(failure));
    }

    @Override
    public void tick(long now) {
      if (now - lastByte > Watch.nanos(SILENCE) || now - begun > Watch.nanos(TOTAL)) {
        fail(new Failure.BodyTooSlow());
      }
    }
  }
}
