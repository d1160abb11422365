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
import java.util.Optional;
import llmchat.llm.BodyInPieces;
import llmchat.llm.BodyMemory;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Holder;
import llmchat.llm.Watch;

/**
 * Reads request bodies, within limits on size, time and memory. A body whose head already breaks a
 * limit is not read at all. Confined to one event loop.
 */
public final class Bodies {
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration TOTAL = Duration.ofMinutes(5);

  /** Requests without a key, such as a log-in or a sign-up, are small. */
  private static final Duration TOTAL_WITHOUT_KEY = Duration.ofSeconds(30);

  /** At least {@link #MIN_WINDOW_BYTES} must arrive in each window: 1 kB/s. */
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private static final int MIN_WINDOW_BYTES = 30_000;

  private final Watch watch;
  private final BodyBounds bounds;

  /** For one event loop. The memory of a body is released when its exchange is over. */
  public Bodies(Watch watch, BodyBounds bounds) {
    this.watch = watch;
    this.bounds = bounds;
  }

  /** The memory for the reply to an exchange; released when the reply is delivered. */
  public BodyMemory.Share replyMemory(Exchange exchange) {
    BodyMemory.Share share = bounds.replies().share(exchange.holder());
    exchange.whenDelivered(share::close);
    return share;
  }

  /** The memory for a reply that outlives the exchange; the caller closes it. */
  public BodyMemory.Share detachedReplyMemory(Exchange exchange) {
    return bounds.replies().share(exchange.holder());
  }

  /** Reads the body; fails with a {@link Failure} that says what is wrong with it. */
  public Future<Buffer> read(Exchange exchange) {
    return read(exchange, bounds.largestRequest());
  }

  /**
   * Reads a JSON body. The content type is not checked, because many clients send none and curl
   * sends that of a form; only multipart bodies are rejected.
   */
  public Future<Buffer> readJson(Exchange exchange) {
    return readJson(exchange, bounds.largestRequest());
  }

  /** Reads a body that is to be JSON, and for which a smaller limit holds. */
  public Future<Buffer> readJson(Exchange exchange, long most) {
    String type = exchange.header(HttpHeaders.CONTENT_TYPE).orElse("");
    if (type.regionMatches(true, 0, "multipart/", 0, 10)) {
      return Future.failedFuture(
          new FailureException(
              new Failure.UnsupportedMedia("Send JSON, with Content-Type: application/json.")));
    }
    return read(exchange, Math.min(most, bounds.largestRequest()));
  }

  /** Reads a body with a smaller limit of {@code most} bytes. */
  public Future<Buffer> read(Exchange exchange, long most) {
    HttpServerRequest request = exchange.request();
    Optional<Failure> refusal = refusal(request, most).or(() -> placeForUnknownSender(exchange));
    if (refusal.isPresent()) {
      return Future.failedFuture(new FailureException(refusal.get()));
    }
    if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
      request.response().writeContinue();
    }
    Reading reading =
        new Reading(exchange, most, watch, bounds.requests().share(exchange.holder()));
    request.resume();
    return reading.result.future();
  }

  /** A body without a known sender takes a place in a separate pool, by client address. */
  private Optional<Failure> placeForUnknownSender(Exchange exchange) {
    return isUnknown(exchange) ? exchange.hold(bounds.unknownSenders()) : Optional.empty();
  }

  private static boolean isUnknown(Exchange exchange) {
    return exchange.holder() instanceof Holder.Address;
  }

  private static Optional<Failure> refusal(HttpServerRequest request, long most) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of(
          new Failure.UnsupportedMedia(
              "Compressed bodies are not supported. Send the body without Content-Encoding."));
    }
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type != null && type.toLowerCase(Locale.ROOT).contains("charset=utf-16")) {
      return Optional.of(new Failure.UnsupportedMedia("The body must be UTF-8."));
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && (length.length() > 18 || Long.parseLong(length) > most)
        ? Optional.of(new Failure.BodyTooLarge(most))
        : Optional.empty();
  }

  /** One body being read. */
  private static final class Reading implements Watch.Watched {
    private final Promise<Buffer> result = Promise.promise();
    private final Exchange exchange;
    private final long most;
    private final BodyInPieces body;
    private final long begun;
    private final Watch watch;
    private final Watch.Entry watched;
    private final BodyMemory.Share memory;
    private final long total;
    private long lastByte;
    private long windowBegun;
    private int windowBytes;

    Reading(Exchange exchange, long most, Watch watch, BodyMemory.Share memory) {
      this.exchange = exchange;
      this.most = most;
      this.memory = memory;
      this.body = new BodyInPieces(most, 0, memory);
      this.total = Watch.nanos(isUnknown(exchange) ? TOTAL_WITHOUT_KEY : TOTAL);
      this.watch = watch;
      this.begun = watch.now();
      this.lastByte = begun;
      this.windowBegun = begun;
      this.watched = watch.add(this);
      exchange.whenOver(memory::close);
      HttpServerRequest request = exchange.request();
      request.exceptionHandler(problem -> fail(broken(problem)));
      request.handler(this::received);
      request.endHandler(end -> complete());
    }

    /** If the framing is invalid, the client is still connected and gets an error. */
    private static Failure broken(Throwable problem) {
      return problem instanceof IOException
              || problem instanceof HttpClosedException
              || problem instanceof StreamResetException
          ? new Failure.ClientGone()
          : Failure.BadRequest.of("The body's HTTP framing is invalid.");
    }

    private void received(Buffer chunk) {
      lastByte = watch.now();
      windowBytes += chunk.length();
      if (result.future().isComplete() || exchange.over()) {
        return;
      }
      switch (body.add(chunk)) {
        case YES -> {}
        case TOO_LARGE -> fail(new Failure.BodyTooLarge(most));
        case NO_ROOM -> fail(memory.refusal());
      }
    }

    private void complete() {
      watched.stop();
      result.tryComplete(body.bytes());
    }

    private void fail(Failure failure) {
      watched.stop();
      result.tryFail(new FailureException(failure));
    }

    @Override
    public void tick(long now) {
      if (now - lastByte > Watch.nanos(IDLE) || now - begun > total || tooSlow(now)) {
        fail(new Failure.BodyTooSlow());
      }
    }

    /** Whether fewer bytes arrived in the last window than over the slowest real network. */
    private boolean tooSlow(long now) {
      if (now - windowBegun < Watch.nanos(WINDOW)) {
        return false;
      }
      boolean tooFew = windowBytes < MIN_WINDOW_BYTES;
      windowBegun = now;
      windowBytes = 0;
      return tooFew;
    }
  }
}
