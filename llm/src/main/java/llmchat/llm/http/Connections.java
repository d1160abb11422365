package llmchat.llm.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import llmchat.llm.Watch;

/**
 * The connections of one event loop: those on which nothing happens are closed, so that neither
 * forgotten clients nor slow heads hold sockets for ever. A running request is never touched.
 */
final class Connections implements Watch.Watched {
  /** From the accept to the end of the first head. */
  private static final Duration FIRST_HEAD = Duration.ofSeconds(10);

  /** Between two requests. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

  private final IdentityHashMap<HttpConnection, State> open = new IdentityHashMap<>();
  private final Watch watch;
  private long lastSweep;

  private static final class State {
    private int requests;
    private boolean used;
    private long idleSince;

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
    connection.closeHandler(closed -> open.remove(connection));
    // A client that resets its connection is everyday life; the close handler says all there is.
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
    }
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
    idle.forEach(HttpConnection::close);
  }
}
