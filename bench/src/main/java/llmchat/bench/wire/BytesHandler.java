package llmchat.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** A socket's handler that is given what arrives as a range of an array. On the loop's thread. */
public abstract class BytesHandler extends ChannelInboundHandlerAdapter {
  private final Loop loop;

  /** For sockets of this loop only. */
  protected BytesHandler(Loop loop) {
    this.loop = loop;
  }

  /** The bytes are good until the method returns. */
  protected abstract void received(byte[] bytes, int from, int to);

  @Override
  public final void channelRead(ChannelHandlerContext context, Object message) {
    var buffer = (ByteBuf) message;
    try {
      var length = buffer.readableBytes();
      buffer.readBytes(loop.scratch, 0, length);
      received(loop.scratch, 0, length);
    } finally {
      buffer.release();
    }
  }

  /** A reset is a close; {@code channelInactive} follows. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
