package llmchat.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import llmchat.llm.Watch;

/**
 * Measures how fast the client of one connection reads what is waiting for it in memory. A client
 * that reads a byte now and then could hold that memory for as long as it likes. Time in which
 * nothing is waiting does not count: then the client waits for us. Confined to the event loop of
 * its connection.
 */
final class ReaderPace extends ChannelOutboundHandlerAdapter {
  /**
   * The time in which the client must read {@link #LEAST_BYTES}. The kernel keeps megabytes and
   * accepts more only when a third of them is sent, so a client that reads 20 kB/s seems to read
   * nothing for more than a minute.
   */
  private static final Duration STRETCH = Duration.ofMinutes(3);

  private static final int LEAST_BYTES = 30_000;

  /** What Netty adds to the pending bytes for each write. */
  private static final int OF_A_WRITE = 96;

  private final Channel channel;
  private long written;
  private boolean waiting;
  private long begun;
  private long takenBefore;

  private ReaderPace(Channel channel) {
    this.channel = channel;
  }

  /** Starts to measure, at the end of the pipeline where the socket is. */
  static ReaderPace on(Channel channel) {
    ReaderPace pace = new ReaderPace(channel);
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

  /** About how many bytes wait for the client. */
  long undelivered() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }

  /** Whether the client has read too little; called about once a second. */
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
