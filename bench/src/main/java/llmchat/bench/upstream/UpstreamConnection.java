package llmchat.bench.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import llmchat.bench.wire.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads a request and answers it. A gateway sends the next request when it has the
 * answer, so one that came earlier would end the connection. On the loop's thread.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {
  private final BenchUpstream upstream;
  private @Nullable Channel channel;
  private String line = "";
  private String body = "";
  private boolean keepAlive;
  private boolean answering;
  private boolean streaming;

  UpstreamConnection(BenchUpstream upstream) {
    this.upstream = upstream;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    upstream.connected(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    upstream.disconnected(this);
    streaming = false;
  }

  /** A reset is a close; {@code channelInactive} follows. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        begin(context, request);
      }
      if (message instanceof HttpContent content) {
        String piece = content.content().toString(ISO_8859_1);
        body = body.isEmpty() ? piece : body + piece;
      }
      if (message instanceof LastHttpContent) {
        answer();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    if (answering || request.decoderResult().isFailure()) {
      var _ = context.close();
    }
    int query = request.uri().indexOf('?');
    String path = query < 0 ? request.uri() : request.uri().substring(0, query);
    line = request.method().name() + " " + path;
    keepAlive = HttpUtil.isKeepAlive(request);
    body = "";
  }

  private void answer() {
    answering = true;
    switch (line) {
      case "POST /v1/chat/completions" -> {
        if (JsonText.isTrue(body, "\"stream\"")) {
          upstream.stream(this, JsonText.isTrue(body, "\"include_usage\""));
        } else {
          finish(Answers.COMPLETION);
        }
      }
      case "GET /v1/models" -> finish(Answers.MODELS);
      default -> finish(Answers.NOT_FOUND);
    }
  }

  /** Begins a stream with its first event. */
  void begin(ByteBuf event) {
    streaming = true;
    var _ = open().write(StreamFrames.HEAD.duplicate(), open().voidPromise());
    write(event);
  }

  /** Writes what is encoded already, once more. */
  void write(ByteBuf encoded) {
    var _ = open().writeAndFlush(encoded.duplicate(), open().voidPromise());
  }

  /** Writes the end of an answer, after which the next request may come. */
  void finish(ByteBuf encoded) {
    write(encoded);
    streaming = false;
    answering = false;
    if (!keepAlive) {
      var _ = open().close();
    }
  }

  /** Whether a stream is being written and has a reader. */
  boolean streams() {
    return streaming;
  }

  /** Whether the peer took in nearly all that was written. */
  boolean takesMore() {
    return open().isWritable();
  }

  /** Closes it unless it is answering. */
  void closeIfIdle() {
    if (!answering) {
      var _ = open().close();
    }
  }

  private Channel open() {
    if (channel == null) {
      throw new IllegalStateException("nothing is asked before there is a connection");
    }
    return channel;
  }
}
