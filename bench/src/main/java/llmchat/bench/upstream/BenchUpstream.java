package llmchat.bench.upstream;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import llmchat.bench.wire.Loop;

/**
 * The model's side: answers of fixed bytes on 127.0.0.1, as cheap as they can be, for the load has
 * only what the upstream leaves of their processor.
 *
 * <ul>
 *   <li>{@code POST /v1/chat/completions} without {@code "stream": true}: one JSON completion
 *   <li>the same with it: {@code text/event-stream} in chunks of the transfer coding, one for each
 *       event; {@code choices[0].delta.content} of the n-th is {@code "n word"}, n from 1; then
 *       finish reason, usage if {@code stream_options.include_usage} asks for it, {@code [DONE]}
 *   <li>{@code GET /v1/models}: a list of one
 *   <li>anything else: 404
 * </ul>
 *
 * <p>How streams go is told to this object and never by the request, so that it is the same for
 * every gateway between. Any thread may call the public methods; the loop is the caller's and may
 * be shared with the load.
 */
public final class BenchUpstream implements AutoCloseable {
  private static final int MOST_CHUNKS = 100_000;

  private final Loop loop;
  private final StreamScript script;
  private final Set<UpstreamConnection> connections = new HashSet<>();
  private final Channel listening;
  private int chunks = 20;
  private long interval = Duration.ofMillis(100).toNanos();

  private BenchUpstream(Loop loop) {
    this.loop = loop;
    script = new StreamScript(loop);
    listening = loop.listen(0, () -> new UpstreamConnection(this));
  }

  /** Listens on any port that is free; streams have 20 events each 100 ms until told otherwise. */
  public static BenchUpstream start(Loop loop) {
    return new BenchUpstream(loop);
  }

  /** Where it listens. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /**
   * How streams that begin from now on go; the end follows one interval after the last event.
   *
   * @param chunks numbered events of each, 1 to 100,000
   * @param interval from one to the next, at least 1 ms; kept within 1 ms. The first is sent at
   *     once
   */
  public void streams(int chunks, Duration interval) {
    if (chunks < 1 || chunks > MOST_CHUNKS || interval.toMillis() < 1) {
      throw new IllegalArgumentException("1 to 100,000 chunks with at least 1 ms between");
    }
    loop.run(() -> {
      this.chunks = chunks;
      this.interval = interval.toNanos();
    });
  }

  /**
   * Closes every connection on which nothing is being answered. A subject keeps those of thousands
   * of streams for later ones; they take sockets from whoever is measured next.
   */
  public void closeIdle() {
    loop.run(() -> List.copyOf(connections).forEach(UpstreamConnection::closeIfIdle));
  }

  /** Connections that are open now. */
  int openConnections() {
    return loop.ask(connections::size);
  }

  /** Takes no more connections; those that are open end with the loop. */
  @Override
  public void close() {
    listening.close().syncUninterruptibly();
  }

  void connected(UpstreamConnection connection) {
    connections.add(connection);
  }

  void disconnected(UpstreamConnection connection) {
    connections.remove(connection);
  }

  void stream(UpstreamConnection connection, boolean usage) {
    script.begin(connection, usage, chunks, interval);
  }
}
