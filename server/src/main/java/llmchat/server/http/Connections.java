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
 * The connections of one event loop: those on which nothing happens are closed, so that neither
 * forgotten clients nor slow heads hold sockets for ever, and those whose clients take what waits
 * for them at a trickle. A running request is otherwise never touched, and what was answered is
 * delivered first.
 */
final class Connections implements Watch.Watched {
  /** From the accept to the end of the first head. */
  private static final Duration FIRST_HEAD = Duration.ofSeconds(10);

  /** Between two requests. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

  /** Longer than any time to drain: it is the drain that ends what takes too long. */
  private static final Duration LONGEST_GOODBYE = Duration.ofDays(1);

  /**
   * How long a connection whose client was not told stays open after its last answer. A proxy that
   * sends the next request at once would send it into the closing.
   */
  private static final long UNTOLD_MILLIS = 1_000;

  private final IdentityHashMap<HttpConnection, State> open = new IdentityHashMap<>();
  private final Watch watch;
  private final Pool places;
  private final TrustedProxies proxies;
  private long lastSweep;
  private @Nullable Channel listener;

  private static final class State {
    private int requests;
    private boolean used;
    private boolean untold;
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
   * None yet.
   *
   * @param places for all of them, of all event loops
   */
  Connections(Watch watch, Pool places, TrustedProxies proxies) {
    this.watch = watch;
    this.places = places;
    this.proxies = proxies;
    watch.add(this);
  }

  /** A new one; it is closed at once if its address has its share, or there are too many. */
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
    // A client that resets its connection is everyday life; the close handler says all there is.
    connection.exceptionHandler(problem -> {});
  }

  /** A proxy connects on behalf of everybody. */
  private Holder holder(HttpConnection connection) {
    InetAddress peer = Clients.peer(connection);
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
      if (state.untold) {
        var _ =
            channel(connection)
                .eventLoop()
                .schedule(() -> closeUnused(connection), UNTOLD_MILLIS, TimeUnit.MILLISECONDS);
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
   * The socket that listens, once a connection has come. Vert.x can only close it together with the
   * connections that came through it.
   */
  Optional<Channel> listener() {
    return Optional.ofNullable(listener);
  }

  /**
   * Closes what waits for its next request, and what is being answered after that. On HTTP/1.1 a
   * client that is about to send its first request, or is sending one, is left to hear an answer;
   * on HTTP/2 a GOAWAY tells it all.
   */
  void closeKept() {
    List<HttpConnection> kept = new ArrayList<>();
    open.forEach((connection, state) -> {
      boolean waits = state.used && !StrictRequestDecoder.isReading(connection);
      if (waits || Http2Streams.carry(connection)) {
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
   * Makes this the last exchange of its connection, which is closed when the answer is delivered,
   * and says so to the client: in the head if it is not sent yet, on HTTP/2 in a GOAWAY. Where the
   * head is sent already the client gets some time to use the connection once more, and hears it
   * then.
   */
  void last(Exchange exchange) {
    HttpConnection connection = exchange.request().connection();
    HttpServerResponse response = exchange.response();
    State state = open.get(connection);
    if (Http2Streams.carry(exchange.request())) {
      closeWhenAnswered(connection);
    } else if (state != null && response.headWritten()) {
      state.untold = true;
    } else {
      // Not now but with the head: to a client of HTTP/1.0 Vert.x would promise the contrary.
      response.headersEndHandler(
          head -> response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
      closeWhenAnswered(connection);
    }
  }

  /**
   * Closes at once if nothing is being answered, else after that; on HTTP/2 the client is told with
   * a GOAWAY to send what comes next elsewhere.
   */
  private static void closeWhenAnswered(HttpConnection connection) {
    var _ = connection.shutdown(LONGEST_GOODBYE);
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

  /** Closes at once; {@link HttpConnection#close} waits until the client has read everything. */
  static void cut(HttpConnection connection) {
    var _ = ((ConnectionBase) connection).channelHandlerContext().close();
  }

  private static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext().channel();
  }
}
