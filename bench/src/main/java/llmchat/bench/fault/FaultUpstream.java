package llmchat.bench.fault;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A model's side that fails on request, see {@link Behaviour}, and remembers every such call. Other
 * calls of chat completions get a plain answer or a whole stream, as they ask; everything else gets
 * the list of models.
 */
public final class FaultUpstream implements AutoCloseable {
  private final Vertx vertx;
  private final NetServer server;
  private final ConcurrentMap<Integer, CompletableFuture<UpstreamCall>> calls =
      new ConcurrentHashMap<>();

  private FaultUpstream(Vertx vertx, NetServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** Listens on a free port of 127.0.0.1; blocks until it does. */
  public static FaultUpstream listen(Vertx vertx) throws IOException {
    return listen(vertx, 0);
  }

  /** Listens on that port of 127.0.0.1, 0 for a free one; blocks until it does. */
  public static FaultUpstream listen(Vertx vertx, int port) throws IOException {
    FaultUpstream upstream = new FaultUpstream(vertx, vertx.createNetServer());
    upstream.server.connectHandler(upstream::connected);
    try {
      upstream.server.listen(port, "127.0.0.1").await();
    } catch (RuntimeException e) {
      throw new IOException("cannot listen on port " + port, e);
    }
    return upstream;
  }

  /** Where it listens. */
  public int port() {
    return server.actualPort();
  }

  /** The call of that number as soon as it has come; nothing if it does not come in time. */
  Optional<UpstreamCall> await(int call, Duration longest) throws InterruptedException {
    try {
      return Optional.of(arrival(call).get(longest.toNanos(), NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes an arrival with a failure", e);
    }
  }

  @Override
  public void close() {
    server.close().await();
  }

  private CompletableFuture<UpstreamCall> arrival(int call) {
    return calls.computeIfAbsent(call, _ -> new CompletableFuture<>());
  }

  private void connected(NetSocket socket) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    socket.closeHandler(_ -> closed.complete(null));
    socket.exceptionHandler(_ -> socket.close());
    RequestReader reader =
        new RequestReader(
            (head, body) -> answer(socket, new UpstreamCall(head, body.toString(), closed)));
    socket.handler(reader::take);
  }

  private void answer(NetSocket socket, UpstreamCall call) {
    Optional<Behaviour.Asked> asked = Behaviour.asked(call.body());
    asked.ifPresent(asks -> arrival(asks.call()).complete(call));
    play(
        asked.map(asks -> Script.of(asks.behaviour())).orElseGet(() -> plain(call)),
        0,
        socket,
        call);
  }

  private static Script plain(UpstreamCall call) {
    if (!call.head().startsWith("POST ")) {
      return Script.json(Script.MODELS);
    }
    boolean streams = call.body().matches("(?s).*\"stream\" *: *true.*");
    return Script.of(streams ? Behaviour.STREAM : Behaviour.ANSWER);
  }

  private void play(Script script, int part, NetSocket socket, UpstreamCall call) {
    if (call.closed().isDone()) {
      return;
    }
    if (part == script.parts().size()) {
      end(script.ending(), socket);
      return;
    }
    Buffer bytes = script.parts().get(part);
    socket.write(bytes);
    vertx.setTimer(script.pause().toMillis(), _ -> play(script, part + 1, socket, call));
  }

  private static void end(Script.Ending ending, NetSocket socket) {
    switch (ending) {
      case KEEP_ALIVE -> {}
      case FIN -> socket.close();
      case RST -> {
        // Closing without lingering is what makes the kernel send RST (socket(7), SO_LINGER).
        var channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        socket.close();
      }
    }
  }
}
