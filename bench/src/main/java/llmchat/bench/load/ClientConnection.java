package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import llmchat.bench.wire.BrokenMessageException;
import llmchat.bench.wire.BytesHandler;
import llmchat.bench.wire.Loop;
import llmchat.bench.wire.MessageHead;
import llmchat.bench.wire.MessageParser;
import llmchat.bench.wire.MessageSink;

/** One connection to the subject, with one call at a time. On the loop's thread. */
final class ClientConnection extends BytesHandler implements MessageSink {
  /** Whose calls these are. */
  interface Owner {
    /** The connection is there; {@link #send} may be called. */
    void connected();

    /** An answer begins. */
    void head(int status, MessageHead head);

    /** More of its body; good until the method returns. */
    void body(byte[] bytes, int from, int to);

    /**
     * It is complete.
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
  private final MessageParser parser = MessageParser.ofResponses(this);
  private final ChannelFuture connecting;
  private boolean waiting;
  private boolean closing;
  private boolean ours;
  private long receivedAt;

  private ClientConnection(Loop loop, int port, Owner owner) {
    super(loop);
    this.owner = owner;
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    connecting = loop.client().handler(this).connect(address);
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        // Where there is no socket to be had, this is called before the owner knows of us.
        loop.thread().execute(() -> unconnected(done.cause()));
      }
    });
  }

  private void unconnected(Throwable cause) {
    if (!ours) {
      owner.failed("no connection: " + cause.getMessage());
    }
  }

  /** Begins to connect to 127.0.0.1. */
  static ClientConnection open(Loop loop, int port, Owner owner) {
    return new ClientConnection(loop, port, owner);
  }

  /** Sends a whole request, which stays the caller's. */
  void send(ByteBuf encoded) {
    waiting = true;
    var channel = channel();
    var _ = channel.writeAndFlush(encoded.duplicate(), channel.voidPromise());
  }

  /** When the bytes came that are being read, by {@link System#nanoTime}. */
  long receivedAt() {
    return receivedAt;
  }

  /** Ends it without another word to the owner. */
  void close() {
    ours = true;
    if (channel().isRegistered()) {
      var _ = channel().close();
    }
  }

  private Channel channel() {
    return connecting.channel();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    owner.connected();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (ours) {
      return;
    }
    // A body without a length ends here, and well.
    var complete = parser.closed();
    if (waiting) {
      fail(complete ? "closed without an answer" : "closed within an answer");
    } else if (!ours) {
      ours = true;
      owner.left();
    }
  }

  private void fail(String reason) {
    close();
    owner.failed(reason);
  }

  @Override
  protected void received(byte[] bytes, int from, int to) {
    receivedAt = System.nanoTime();
    try {
      read(bytes, from, to);
    } catch (BrokenMessageException e) {
      if (!ours) {
        fail(e.getMessage() == null ? "no HTTP" : e.getMessage());
      }
    }
  }

  private void read(byte[] bytes, int from, int to) {
    if (ours) {
      return;
    }
    var taken = parser.feed(bytes, from, to);
    parser.resume();
    if (taken < to && !ours) {
      fail("bytes after the answer");
    }
  }

  @Override
  public void head(MessageHead head) {
    if (!waiting) {
      throw new BrokenMessageException("an answer that nobody asked for");
    }
    closing = head.close();
    owner.head(head.status(), head);
  }

  @Override
  public void body(byte[] bytes, int from, int to) {
    if (!ours) {
      owner.body(bytes, from, to);
    }
  }

  /** Holds the parser: if there is more in the same read, then nobody asked for it. */
  @Override
  public boolean end() {
    waiting = false;
    if (!ours) {
      if (closing) {
        close();
      }
      owner.answered(!closing);
    }
    return false;
  }
}
