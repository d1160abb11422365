package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import llmchat.bench.wire.Loop;

/** One connection to the subject, with one call at a time. On the loop's thread. */
final class ClientConnection extends ChannelInboundHandlerAdapter {
  /** Whose calls these are. */
  interface Owner {
    /** The connection is there; {@link #send} may be called. */
    void connected();

    /** More of the answer's body; good until the method returns. */
    void body(ByteBuf bytes);

    /**
     * The answer is complete.
     *
     * @param reusable whether another call may be sent on this connection
     */
    void answered(boolean reusable);

    /** There is no connection any more, and no answer to what was sent. Not called after close. */
    void failed(String reason);

    /** The peer closed while nothing was sent. Not called after close. */
    void left();
  }

  private final Owner owner;
  private final ChannelFuture connecting;
  private boolean waiting;
  private boolean begun;
  private boolean reusable;
  private boolean over;
  private int status;
  private long receivedAt;

  /** Begins to connect to 127.0.0.1. */
  ClientConnection(Loop loop, int port, Owner owner) {
    this.owner = owner;
    connecting = loop.connect(port, this);
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        // Where there is no socket to be had, this is called before the owner knows of us.
        loop.thread().execute(() -> fail("no connection: " + done.cause().getMessage()));
      }
    });
  }

  /** Sends a whole request, which stays the caller's. */
  void send(ByteBuf encoded) {
    waiting = true;
    begun = false;
    Channel channel = connecting.channel();
    var _ = channel.writeAndFlush(encoded.duplicate(), channel.voidPromise());
  }

  /** Of the answer that is being read, or was read last. */
  int status() {
    return status;
  }

  /** When the bytes that are being read came, by {@link System#nanoTime}. */
  long receivedAt() {
    return receivedAt;
  }

  /** Ends it without another word to the owner. */
  void close() {
    over = true;
    if (connecting.channel().isRegistered()) {
      var _ = connecting.channel().close();
    }
  }

  private void fail(String reason) {
    if (!over) {
      close();
      owner.failed(reason);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    owner.connected();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (waiting) {
      fail(begun ? "closed within an answer" : "closed without an answer");
    } else if (!over) {
      over = true;
      owner.left();
    }
  }

  /** A reset is a close; {@code channelInactive} follows. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    receivedAt = System.nanoTime();
    try {
      if (!over) {
        take((HttpObject) message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void take(HttpObject part) {
    if (!waiting) {
      fail("bytes after the answer");
    } else if (part.decoderResult().isFailure() && connecting.channel().isActive()) {
      fail("no HTTP: " + part.decoderResult().cause().getMessage());
    } else {
      if (part instanceof HttpResponse head) {
        begun = true;
        status = head.status().code();
        reusable = HttpUtil.isKeepAlive(head);
      }
      if (part instanceof HttpContent content) {
        owner.body(content.content());
      }
      if (part instanceof LastHttpContent && !over) {
        complete();
      }
    }
  }

  private void complete() {
    waiting = false;
    if (!reusable) {
      close();
    }
    owner.answered(reusable);
  }
}
