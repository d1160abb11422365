package llmchat.server.http;

import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import llmchat.llm.Watch;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP/2 needs beyond HTTP/1.1: limits on each connection, answers without connection-specific
 * headers, and resets of streams whose clients neither read nor finish. Confined to one event loop.
 */
final class Http2Streams {
  /** The most that an unread body takes, besides the connection's window. */
  private static final int STREAM_WINDOW = 256 * 1024;

  private static final int CONNECTION_WINDOW = 1024 * 1024;
  private static final int OPEN_STREAMS = 100;

  /** Cancelled calls are normal; a hundred per second are an attack. */
  private static final int RESETS = 1000;

  private static final int RESETS_SECONDS = 10;

  /** Headers that are specific to HTTP/1.1 connections (RFC 9113, section 8.2.2). */
  private static final List<CharSequence> CONNECTION_HEADERS =
      List.of(
          HttpHeaders.CONNECTION,
          HttpHeaders.KEEP_ALIVE,
          HttpHeaders.TRANSFER_ENCODING,
          HttpHeaders.createOptimized("proxy-connection"),
          HttpHeaders.UPGRADE);

  /** How long the rest of a body that is no longer needed may take. */
  private static final Duration UNREAD_BODY = Duration.ofSeconds(5);

  /**
   * The slowest rate at which a client may read an answer, besides {@link ClientStream#STALLED}.
   */
  private static final long MIN_BYTES_PER_SECOND = 16 * 1024;

  /** How long a reset may take to be sent before the whole connection is closed. */
  private static final Duration RESET_GRACE = Duration.ofSeconds(10);

  private final Watch watch;
  private final Connections connections;
  private int undelivered;

  Http2Streams(Watch watch, Connections connections) {
    this.watch = watch;
    this.connections = connections;
  }

  /** Sets the limits on each connection. */
  static void limit(HttpServerOptions options, int largestHead) {
    options
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(OPEN_STREAMS)
                .setMaxHeaderListSize(largestHead)
                .setInitialWindowSize(STREAM_WINDOW))
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setHttp2RstFloodMaxRstFramePerWindow(RESETS)
        .setHttp2RstFloodWindowDuration(RESETS_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS);
  }

  static boolean isHttp2(HttpConnection connection) {
    return connection.protocolVersion() == HttpVersion.HTTP_2;
  }

  static boolean isHttp2(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2;
  }

  /**
   * Removes connection-specific headers from the answer before its head is sent.
   *
   * @return false if the request is malformed; its stream is then reset (section 8.2.1)
   */
  static boolean prepare(HttpServerRequest request) {
    if (hasControls(request.uri()) || hasControlsInAField(request)) {
      reset(request, Http2Error.PROTOCOL_ERROR);
      return false;
    }
    MultiMap headers = request.response().headers();
    request.response().headersEndHandler(sending -> CONNECTION_HEADERS.forEach(headers::remove));
    return true;
  }

  private static boolean hasControlsInAField(HttpServerRequest request) {
    for (var field : request.headers()) {
      if (hasControls(field.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it contains control characters, which HTTP/1.1 refuses and cannot transport. */
  private static boolean hasControls(@Nullable String value) {
    if (value == null) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends an answer that its client does not read: on HTTP/2 resets the stream, and closes the
   * connection if that does not help; on HTTP/1.1 closes the connection.
   *
   * @param late how long the deadline has passed, in nanoseconds; negative before it
   */
  static void giveUp(HttpServerRequest request, long late) {
    if (late > (isHttp2(request) ? Watch.nanos(RESET_GRACE) : 0)) {
      Connections.cut(request.connection());
    } else if (late > 0) {
      // NO_ERROR asks the client not to send the rest of the body (section 8.1).
      reset(request, request.isEnded() ? Http2Error.CANCEL : Http2Error.NO_ERROR);
    }
  }

  /**
   * Ends a request that cannot be answered: resets its stream, or closes its HTTP/1.1 connection.
   */
  static void drop(HttpServerRequest request) {
    if (isHttp2(request)) {
      reset(request, Http2Error.INTERNAL_ERROR);
    } else {
      Connections.cut(request.connection());
    }
  }

  /** By Netty, because Vert.x does not reset a stream whose last bytes are waiting to be read. */
  private static void reset(HttpServerRequest request, Http2Error reason) {
    var context = ((ConnectionBase) request.connection()).channelHandlerContext();
    var _ =
        ((Http2ConnectionHandler) context.handler())
            .resetStream(
                context,
                Math.toIntExact(request.response().streamId()),
                reason.code(),
                context.newPromise());
    context.flush();
  }

  /** How many answers are waiting to be read by their clients. */
  int undelivered() {
    return undelivered;
  }

  /** Watches the delivery of an answer until its stream is closed. */
  void answered(Exchange exchange) {
    Delivery delivery = new Delivery(exchange.request());
    exchange.whenClosed(delivery::closed);
  }

  /** The delivery of one answer. */
  private final class Delivery implements Watch.Watched {
    private final HttpServerRequest request;
    private final long answered;
    private final Watch.Entry watched;

    Delivery(HttpServerRequest request) {
      this.request = request;
      this.answered = watch.now();
      this.watched = watch.add(this);
      undelivered++;
    }

    void closed() {
      watched.stop();
      undelivered--;
      connections.ended(request.connection());
    }

    @Override
    public void tick(long now) {
      giveUp(request, now - answered - Watch.nanos(patience()));
    }

    private Duration patience() {
      return request.isEnded()
          ? ClientStream.STALLED.plusSeconds(
              request.response().bytesWritten() / MIN_BYTES_PER_SECOND)
          : UNREAD_BODY;
    }
  }
}
