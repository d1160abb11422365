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
 * What HTTP/2 asks for beyond HTTP/1.1: bounds on what one connection may do, answers without the
 * fields of a connection, and an end for streams whose clients neither read nor finish.
 */
final class Http2Streams {
  /** Beside a connection's own window; a body that is not read yet takes no more than this. */
  private static final int STREAM_WINDOW = 256 * 1024;

  private static final int CONNECTION_WINDOW = 1024 * 1024;
  private static final int OPEN_STREAMS = 100;

  /** Cancelled calls are everyday life; a hundred in each second are an attack. */
  private static final int RESETS = 1000;

  private static final int RESETS_SECONDS = 10;

  /** What belongs to one connection of HTTP/1.1 (RFC 9113, section 8.2.2). */
  private static final List<CharSequence> OF_A_CONNECTION =
      List.of(
          HttpHeaders.CONNECTION,
          HttpHeaders.KEEP_ALIVE,
          HttpHeaders.TRANSFER_ENCODING,
          HttpHeaders.createOptimized("proxy-connection"),
          HttpHeaders.UPGRADE);

  /** For the rest of a request's body that nobody needs any more. */
  private static final Duration UNREAD_BODY = Duration.ofSeconds(5);

  /** How slowly an answer may be taken, besides {@link ReplyWriter#STUCK}. */
  private static final long BYTES_A_SECOND = 16 * 1024;

  /** For a reset to go out, before the whole connection counts as dead. */
  private static final Duration LAST_WORD = Duration.ofSeconds(10);

  private final Watch watch;
  private final Connections connections;
  private int undelivered;

  Http2Streams(Watch watch, Connections connections) {
    this.watch = watch;
    this.connections = connections;
  }

  /** Bounds what one connection may do. */
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

  static boolean carry(HttpConnection connection) {
    return connection.protocolVersion() == HttpVersion.HTTP_2;
  }

  static boolean carry(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2;
  }

  /**
   * Takes from the answer, before its head is sent, what HTTP/2 says with frames.
   *
   * @return false if the request is malformed, and its stream is ended for that (section 8.2.1)
   */
  static boolean prepare(HttpServerRequest request) {
    if (hasControls(request.uri()) || hasControlsInAField(request)) {
      reset(request, Http2Error.PROTOCOL_ERROR);
      return false;
    }
    MultiMap headers = request.response().headers();
    request.response().headersEndHandler(sending -> OF_A_CONNECTION.forEach(headers::remove));
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

  /**
   * Whether it has control characters, which HTTP/1.1 refuses: written as HTTP/1.1 it would become
   * several lines, or could not be written at all.
   */
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
   * Ends what its client does not take: of HTTP/2 the stream alone, and the connection if that does
   * not help; of HTTP/1.1 the connection.
   *
   * @param late for how long it should have been taken, in nanoseconds
   */
  static void giveUp(HttpServerRequest request, long late) {
    if (late > (carry(request) ? Watch.nanos(LAST_WORD) : 0)) {
      Connections.cut(request.connection());
    } else if (late > 0) {
      // Of a body that nobody needs the client is told without blame (section 8.1).
      reset(request, request.isEnded() ? Http2Error.CANCEL : Http2Error.NO_ERROR);
    }
  }

  /** Ends what cannot be answered: of HTTP/2 the stream alone, of HTTP/1.1 the connection. */
  static void drop(HttpServerRequest request) {
    if (carry(request)) {
      reset(request, Http2Error.INTERNAL_ERROR);
    } else {
      Connections.cut(request.connection());
    }
  }

  /** Vert.x itself does not reset a stream whose last bytes only wait for the client. */
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

  /** How many answers their clients have not taken yet. */
  int undelivered() {
    return undelivered;
  }

  /** Looks after an answered request until its stream is closed. */
  void answered(Exchange exchange) {
    Delivery delivery = new Delivery(exchange.request());
    exchange.whenClosed(delivery::closed);
  }

  /** An answer on its way out. */
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
          ? ClientStream.STUCK.plusSeconds(request.response().bytesWritten() / BYTES_A_SECOND)
          : UNREAD_BODY;
    }
  }
}
