package llmchat.bench.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One thread with one selector, native epoll where there is one, on which sockets of the load, of
 * the upstream or of both live. Netty itself and not Vert.x above it: what a call costs here is
 * taken from what the subject can be given. Any thread may call its methods.
 */
public final class Loop implements AutoCloseable {
  /** As much as one read takes in. */
  static final int READ = 16 * 1024;

  private static final boolean EPOLL = Epoll.isAvailable();
  private static final int BACKLOG = 16 * 1024;

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop thread;
  private final long threadId;

  /** Where every read of this loop's sockets is copied to: arrays are scanned faster. */
  final byte[] scratch = new byte[READ];

  private Loop(String name) {
    var factory = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), factory);
    thread = group.next();
    threadId = ask(() -> Thread.currentThread().threadId());
    run(Loop::wakePunctually);
  }

  /**
   * Has the kernel wake this thread when a timer is due instead of up to 50 µs later, which it does
   * otherwise to save wake-ups (proc_pid_timerslack_ns(5)); where that is not to be had, it stays.
   */
  private static void wakePunctually() {
    try {
      var thread = Path.of("/proc/thread-self").toRealPath().getFileName();
      Files.writeString(Path.of("/proc", thread.toString(), "timerslack_ns"), "1");
    } catch (IOException e) {
      // Only less punctual: a load says itself how late it was.
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

  /**
   * What the work returns, done on the thread; waits for it unless called there.
   *
   * @throws CompletionException around whatever the work throws
   */
  public <T> T ask(Callable<T> work) {
    try {
      return thread.inEventLoop() ? work.call() : thread.submit(work).get();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Does work on the thread and waits for it unless called there. */
  public void run(Runnable work) {
    var done =
        ask(() -> {
          work.run();
          return true;
        });
    assert done;
  }

  /** User and system time that the thread has used so far. */
  public Duration cpu() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getThreadCpuTime(threadId));
  }

  /** For connections out; without a handler yet. */
  public Bootstrap client() {
    return new Bootstrap()
        .group(thread)
        .channel(EPOLL ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ));
  }

  /** For connections in; without a handler yet. */
  public ServerBootstrap server() {
    return new ServerBootstrap()
        .group(thread)
        .channel(EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ));
  }

  /** Bytes to be written again and again, each time as a {@link ByteBuf#duplicate}. */
  public static ByteBuf encoded(byte[] bytes) {
    var direct = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    return Unpooled.unreleasableBuffer(direct);
  }

  /** Closes its sockets and ends the thread; waits for that unless called there. */
  @Override
  public void close() {
    var closed = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    if (!thread.inEventLoop()) {
      closed.awaitUninterruptibly();
    }
  }
}
