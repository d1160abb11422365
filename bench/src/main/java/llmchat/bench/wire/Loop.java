package llmchat.bench.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One thread with one epoll, on which sockets of the load, of the upstream or of both live. Plain
 * Netty, without Vert.x above it and with encoders left out: what a call costs here cannot be given
 * to the subject. Any thread may call its methods.
 */
public final class Loop implements AutoCloseable {
  private static final int READ_BYTES = 16 * 1024;
  private static final int BACKLOG = 16 * 1024;
  private static final HttpDecoderConfig DECODER =
      new HttpDecoderConfig()
          .setValidateHeaders(false)
          .setMaxHeaderSize(64 * 1024)
          .setMaxChunkSize(READ_BYTES);

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop thread;

  private Loop(String name) {
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), EpollIoHandler.newFactory());
    thread = group.next();
    run(Loop::wakePunctually);
  }

  /**
   * Has the kernel wake this thread when a timer is due instead of up to 50 µs later, as it does to
   * save wake-ups (proc_pid_timerslack_ns(5)); where that is refused, it stays.
   */
  private static void wakePunctually() {
    try {
      Path thread = Path.of("/proc/thread-self").toRealPath().getFileName();
      Files.writeString(Path.of("/proc", thread.toString(), "timerslack_ns"), "1");
    } catch (IOException e) {
      // Only less punctual: each load reports how late it was.
    }
  }

  /** Starts the thread under a name. */
  public static Loop start(String name) {
    return new Loop(name);
  }

  /** For timers and for work that belongs on the thread. */
  public EventLoop thread() {
    return thread;
  }

  /** Runs work on the thread; waits for it unless called there. Throws what the work throws. */
  public void run(Runnable work) {
    ask(() -> {
      work.run();
      return true;
    });
  }

  /** As {@link #run}, with a result. */
  public <T> T ask(Supplier<T> work) {
    return thread.inEventLoop() ? work.get() : CompletableFuture.supplyAsync(work, thread).join();
  }

  /** Connects to a port of 127.0.0.1; the handler reads responses as Netty's HTTP objects. */
  public ChannelFuture connect(int port, ChannelHandler handler) {
    return new Bootstrap()
        .group(thread)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
        .handler(handlers(() -> new HttpResponseDecoder(DECODER), () -> handler))
        .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Listens on a port of 127.0.0.1, 0 for any that is free; blocks until it does. Each connection's
   * handler reads requests as Netty's HTTP objects.
   */
  public Channel listen(int port, Supplier<ChannelHandler> handler) {
    return new ServerBootstrap()
        .group(thread)
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
        .childHandler(handlers(() -> new HttpRequestDecoder(DECODER), handler))
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .syncUninterruptibly()
        .channel();
  }

  private static ChannelHandler handlers(
      Supplier<ChannelHandler> decoder, Supplier<ChannelHandler> handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(decoder.get(), handler.get());
      }
    };
  }

  /**
   * ASCII to be written again and again, each time as a {@link ByteBuf#duplicate}. Nobody need
   * release it: its memory is the garbage collector's and not an allocator's.
   */
  public static ByteBuf encoded(String ascii) {
    byte[] bytes = ascii.getBytes(ISO_8859_1);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct));
  }

  /** Closes its sockets and ends the thread; blocks until that is done. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
