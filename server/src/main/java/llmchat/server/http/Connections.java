package llmchat.server.http;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import llmchat.llm.Holder;
import llmchat.llm.Pool;
import llmchat.llm.Watch;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop. Idle ones are closed, so that neither forgotten clients nor
 * slow heads hold sockets for ever, and so are those whose client reads too slowly. Otherwise a
 * connection with a running request is never closed, and an answer is delivered first.
 */
final class Connections implements Watch.Watched {
  /** The longest time from the accept to the end of the first head. */
  private static final Duration FIRST_HEAD = Duration.ofSeconds(10);

  /** The longest time between two requests. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

  /** Longer than any drain, which ends what takes too long itself. */
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofDays(1);

  /**
   * How long a connection stays open after its last answer if that could not carry {@code
   * Connection: close}. If it were closed at once, a proxy might lose its next request.
   */
  private static final long UNANNOUNCED_CLOSE_MILLIS = 1_000;

  private final IdentityHashMap<HttpConnection, State> open = new IdentityHashMap<>();
  private final Watch watch;
  private final Pool places;
  private final TrustedProxies proxies;
  private long lastSweep;
  private @Nullable Channel listener;

  private static final class State {
    private int requests;
    private boolean used;
    private boolean closeUnannounced;
    private long idleSince;
    private boolean closing;
    private final ReaderPace pace;
    private final Holder holder;

    private State(ReaderPace pace, Holder holder, long now) {
      this.pace = pace;
      this.holder = holder;
      this.idleSince = now;
    }

    private boolean idle(long now) {
      return requests == 0 && now - idleSince > Watch.nanos(used ? KEEP_ALIVE : FIRST_HEAD);
    }
  }

  /**
   * Starts without connections.
   *
   * @param places shared by all event loops
   */
  Connections(Watch watch, Pool places, TrustedProxies proxies) {
    this.watch = watch;
    this.places = places;
    this.proxies = proxies;
    watch.add(this);
  }

  /** Adds a connection; closes it at once if its address has its share or too many are open. */
  void connected(HttpConnection connection) {
    if (listener == null) {
      listener = channel(connection).parent();
    }
    Holder holder = holder(connection);
    if (places.take(holder, 1) != Pool.Taken.YES) {
      cut(connection);
      return;
    }
    open.put(connection, new State(ReaderPace.on(channel(connection)), holder, watch.now()));
    connection.closeHandler(closed -> closed(connection));
    // Resets by clients are normal; the close handler does all that is needed.
    connection.exceptionHandler(problem -> {});
  }

  /** Trusted proxies connect for many clients and are bounded only by the sum. */
  private Holder holder(HttpConnection connection) {
    InetAddress peer = ClientResolver.peer(connection);
    return proxies.contains(peer) ? Holder.SERVICE : Holder.address(peer);
  }

  private void closed(HttpConnection connection) {
    State state = open.remove(connection);
    if (state != null) {
      places.giveBack(state.holder, 1);
    }
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
                || each.getValue().pace.undelivered() > 0);
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
    List<HttpConnection> slow = new ArrayList<>();
    open.forEach((connection, state) -> {
      if (state.pace.trickles(now)) {
        slow.add(connection);
      } else if (state.idle(now) && !state.closing) {
        state.closing = true;
        idle.add(connection);
      }
    });
    slow.forEach(Connections::cut);
    idle.forEach(HttpConnection::close);
  }

  /** Closes the connection at once; {@link HttpConnection#close} waits for undelivered data. */
  static void cut(HttpConnection connection) {
    var _ = ((ConnectionBase) connection).channelHandlerContext().close();
  }

  /** The socket of a connection. */
  static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext().channel();
  }
}
