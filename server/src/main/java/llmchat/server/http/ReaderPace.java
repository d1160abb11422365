package llmchat.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import llmchat.llm.Watch;

/**
 * How fast the client of one connection takes what waits for it in our memory. One that takes a
 * byte now and then would hold that memory for as long as it likes. Who has taken everything, if
 * only for a moment, is not slow: then it is waiting for us. Confined to the event loop of its
 * connection.
 */
final class ReaderPace extends ChannelOutboundHandlerAdapter {
  /** In each stretch of time so many bytes must be taken: half a kB/s. */
  private static final Duration STRETCH = Duration.ofSeconds(60);

  private static final int LEAST_BYTES = 30_000;

  /**
   * What the kernel may keep unsent; it asks for more when half of that is sent. Left alone it
   * keeps megabytes, and asks for more when a third of them is sent: from here a client of 20 kB/s
   * would look as if it took nothing for a minute.
   */
  private static final int UNSENT = 64 * 1024;

  /** What Netty counts for each write beside its bytes. */
  private static final int OF_A_WRITE = 96;

  private final Channel channel;
  private long written;
  private boolean waiting;
  private long begun;
  private long takenBefore;

  private ReaderPace(Channel channel) {
    this.channel = channel;
  }

  /** Counts on a connection from now on, at the end that the socket is at. */
  static ReaderPace on(Channel channel) {
    ReaderPace pace = new ReaderPace(channel);
    if (channel instanceof EpollSocketChannel socket) {
      socket.config().setTcpNotSentLowAt(UNSENT);
    }
    channel.pipeline().addFirst(pace);
    return pace;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      written += bytes.readableBytes() + OF_A_WRITE;
    }
    var _ = context.write(message, promise);
  }

  /** What the client has not taken yet, in bytes and about. */
  long undelivered() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }

  /** Whether the last stretch of time brought too little; asked every second or so. */
  boolean trickles(long now) {
    long undelivered = undelivered();
    if (undelivered <= 0) {
      waiting = false;
      return false;
    }
    long taken = written - undelivered;
    if (!waiting || now - begun >= Watch.nanos(STRETCH)) {
      boolean tooFew = waiting && taken - takenBefore < LEAST_BYTES;
      waiting = true;
      begun = now;
      takenBefore = taken;
      return tooFew;
    }
    return false;
  }
}
