package llmchat.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import llmchat.llm.Watch;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop. Idle ones are closed, so that neither forgotten clients nor
 * slow heads hold sockets for ever. A connection with a running request is never closed, and an
 * answer is delivered first, as long as the client makes progress reading it.
 */
final class Connections implements Watch.Watched {
  /** The longest time from the accept to the end of the first head. */
  private static final Duration FIRST_HEAD = Duration.ofSeconds(10);

  /** The longest time between two requests. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

  /** How long a client may read nothing of an answer. */
  private static final Duration STALLED = Duration.ofSeconds(60);

  /** Longer than any drain, which ends what takes too long itself. */
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofDays(1);

  /**
   * How long a connection stays open after its last answer if that could not carry {@code
   * Connection: close}. If it were closed at once, a proxy might lose its next request.
   */
  private static final long UNANNOUNCED_CLOSE_MILLIS = 1_000;

  private final IdentityHashMap<HttpConnection, State> open = new IdentityHashMap<>();
  private final Watch watch;
  private long lastSweep;
  private @Nullable Channel listener;

  private static final class State {
    private int requests;
    private boolean used;
    private boolean closeUnannounced;
    private long idleSince;
    private boolean closing;
    private long undelivered;
    private long lastProgress;

    private boolean idle(long now) {
      return requests == 0 && now - idleSince > Watch.nanos(used ? KEEP_ALIVE : FIRST_HEAD);
    }
  }

  Connections(Watch watch) {
    this.watch = watch;
    watch.add(this);
  }

  void connected(HttpConnection connection) {
    State state = new State();
    state.idleSince = watch.now();
    open.put(connection, state);
    if (listener == null) {
      listener = channel(connection).parent();
    }
    connection.closeHandler(closed -> open.remove(connection));
    // Resets by clients are normal; the close handler does all that is needed.
    connection.exceptionHandler(problem -> {});
  }

  void began(HttpConnection connection) {
    State state = open.get(connection);
    if (state != null) {
      state.requests++;
      state.used = true;
    }
  }

  void ended(HttpConnection connection) {
    State state = open.get(connection);
    if (state != null) {
      state.requests--;
      state.idleSince = watch.now();
      if (state.closeUnannounced) {
        var _ =
            channel(connection)
                .eventLoop()
                .schedule(
                    () -> closeUnused(connection), UNANNOUNCED_CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void closeUnused(HttpConnection connection) {
    State state = open.get(connection);
    if (state != null && state.requests == 0 && !StrictRequestDecoder.isReading(connection)) {
      closeWhenAnswered(connection);
    }
  }

  /**
   * The listening socket, once a connection has been accepted. Vert.x can close it only together
   * with the connections that were accepted on it.
   */
  Optional<Channel> listener() {
    return Optional.ofNullable(listener);
  }

  /**
   * Closes idle connections at once and busy ones after their answer. On HTTP/1.1, a client that is
   * sending a request, or has yet to send its first one, still gets an answer; on HTTP/2 a GOAWAY
   * does everything.
   */
  void closeKept() {
    List<HttpConnection> kept = new ArrayList<>();
    open.forEach((connection, state) -> {
      boolean waits = state.used && !StrictRequestDecoder.isReading(connection);
      if (waits || Http2Streams.isHttp2(connection)) {
        kept.add(connection);
      }
    });
    kept.forEach(Connections::closeWhenAnswered);
  }

  /** Whether any request is being received or answered, or any answer delivered. */
  boolean busy() {
    return open.entrySet().stream()
        .anyMatch(each ->
            each.getValue().requests > 0
                || StrictRequestDecoder.isReading(each.getKey())
                || undelivered(each.getKey()) > 0);
  }

  /**
   * Makes this the last exchange of its connection, which is closed when the answer is delivered.
   * The client is notified: on HTTP/2 by a GOAWAY, otherwise in the head. If the head was sent
   * already, the client may use the connection once more, and is notified then.
   */
  void last(Exchange exchange) {
    HttpConnection connection = exchange.request().connection();
    HttpServerResponse response = exchange.response();
    State state = open.get(connection);
    if (Http2Streams.isHttp2(exchange.request())) {
      closeWhenAnswered(connection);
    } else if (state != null && response.headWritten()) {
      state.closeUnannounced = true;
    } else {
      // Set with the head, because Vert.x would override it with keep-alive for HTTP/1.0 clients.
      response.headersEndHandler(
          head -> response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
      closeWhenAnswered(connection);
    }
  }

  /**
   * Closes a connection at once if nothing is being answered, otherwise after that; on HTTP/2 a
   * GOAWAY makes the client send further requests elsewhere.
   */
  private static void closeWhenAnswered(HttpConnection connection) {
    var _ = connection.shutdown(SHUTDOWN_TIMEOUT);
  }

  @Override
  public void tick(long now) {
    if (now - lastSweep < Watch.nanos(Duration.ofSeconds(1))) {
      return;
    }
    lastSweep = now;
    List<HttpConnection> idle = new ArrayList<>();
    open.forEach((connection, state) -> {
      if (state.idle(now)) {
        idle.add(connection);
      }
    });
    idle.forEach(connection -> end(connection, now));
  }

  private void end(HttpConnection connection, long now) {
    State state = open.get(connection);
    if (state == null) {
      return;
    }
    long undelivered = undelivered(connection);
    if (!state.closing || undelivered != state.undelivered) {
      state.undelivered = undelivered;
      state.lastProgress = now;
    }
    if (!state.closing) {
      state.closing = true;
      connection.close();
    } else if (now - state.lastProgress > Watch.nanos(STALLED)) {
      cut(connection);
    }
  }

  /** Closes the connection at once; {@link HttpConnection#close} waits for undelivered data. */
  static void cut(HttpConnection connection) {
    var _ = ((ConnectionBase) connection).channelHandlerContext().close();
  }

  private static long undelivered(HttpConnection connection) {
    ChannelOutboundBuffer buffer = channel(connection).unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }

  private static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext().channel();
  }
}
