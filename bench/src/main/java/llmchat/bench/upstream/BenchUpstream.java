package llmchat.bench.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import llmchat.bench.wire.Loop;

/**
 * The model's side: answers of fixed bytes on 127.0.0.1, as cheap as they can be, for the processor
 * that it uses is missing to the load.
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
 * <p>How it answers is told to this object and never by the request, so that it is the same for
 * every gateway between. Any thread may call the methods; a setting is in force for requests that
 * arrive after the method returned. The loop is the caller's and may be shared with the load.
 */
public final class BenchUpstream implements AutoCloseable {
  /** A write this much behind its time counts as late. */
  public static final Duration LATE = Duration.ofMillis(5);

  private static final int MOST_CHUNKS = 100_000;

  private final Loop loop;
  private final Ticks ticks;
  private final Tally tally = new Tally();
  private final StreamFrames frames = new StreamFrames();
  private final LateAnswers lateAnswers = new LateAnswers(tally);
  private final Set<UpstreamConnection> connections = new HashSet<>();
  private final Channel listening;
  private StreamScript script;
  private long delay;
  private long stalledUntil = System.nanoTime();

  private BenchUpstream(Loop loop, int port) {
    this.loop = loop;
    ticks = new Ticks(loop.thread());
    script = new StreamScript(20, Duration.ofMillis(100).toNanos(), frames, tally);
    listening = listen(port);
  }

  /** Listens on a port, 0 for any that is free; 20 events each 100 ms until told otherwise. */
  public static BenchUpstream start(Loop loop, int port) {
    return new BenchUpstream(loop, port);
  }

  private Channel listen(int port) {
    var connections =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel
                .pipeline()
                .addLast(new UpstreamConnection(loop, channel, BenchUpstream.this, tally));
          }
        };
    return loop.server()
        .childHandler(connections)
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .syncUninterruptibly()
        .channel();
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
    loop.run(() -> script = new StreamScript(chunks, interval.toNanos(), frames, tally));
  }

  /** How long plain calls wait for their answer: never shorter, up to 1 ms longer. 0 is at once. */
  public void delay(Duration delay) {
    loop.run(() -> this.delay = delay.toNanos());
  }

  /** Plain calls that arrive within this time from now are answered at its end. */
  public void stall(Duration length) {
    loop.run(() -> stalledUntil = System.nanoTime() + length.toNanos());
  }

  /**
   * Closes every connection on which nothing is being answered. A subject keeps those of thousands
   * of streams for later ones; they take sockets from whoever is measured next.
   */
  public void closeIdle() {
    loop.run(() -> List.copyOf(connections).forEach(UpstreamConnection::closeIfIdle));
  }

  /** What it did so far. */
  public UpstreamCounts counts() {
    return loop.ask(tally::now);
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

  void answer(UpstreamConnection connection) {
    var now = System.nanoTime();
    var due = Math.max(now + delay, stalledUntil);
    if (due <= now) {
      tally.calls++;
      connection.finish(Answers.COMPLETION);
    } else {
      lateAnswers.owe(connection, due);
      ticks.watch(lateAnswers);
    }
  }

  void stream(UpstreamConnection connection, boolean usage) {
    script.begin(connection, usage);
    ticks.watch(script);
  }
}
