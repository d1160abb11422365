package llmchat.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;

/**
 * Reads heads as Vert.x does, but refuses those that a proxy in front may understand differently
 * (RFC 9112, sections 3.2 and 6): then the two disagree where the next request begins, or whom this
 * one is for. Left alone, Netty drops a {@code Content-Length} beside chunks in silence and takes
 * an unknown {@code Transfer-Encoding} for no body.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private static final String DECODER = "httpDecoder";

  private boolean inHead;

  private StrictRequestDecoder(Http1ServerConfig config) {
    super(config);
  }

  /** Puts one into a connection on which nothing has been read yet. */
  static void install(HttpConnection connection, Http1ServerConfig config) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(config));
  }

  /** Whether the head of a request has begun to arrive on the connection and is not complete. */
  static boolean isReading(HttpConnection connection) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    return pipeline.get(DECODER) instanceof StrictRequestDecoder decoder
        && (decoder.inHead || decoder.actualReadableBytes() > 0);
  }

  /** Called with the words of the first line; Vert.x would answer a strange version in kind. */
  @Override
  protected HttpMessage createMessage(String[] line) {
    if (!line[2].equals("HTTP/1.1") && !line[2].equals("HTTP/1.0")) {
      throw new DecoderException("neither HTTP/1.1 nor HTTP/1.0");
    }
    inHead = true;
    return super.createMessage(line);
  }

  /** Called once for each head, when it is complete and before its body's length is decided. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage head) {
    inHead = false;
    checkLength(head);
    checkHost(head);
    return super.isContentAlwaysEmpty(head);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (length == 0) {
      throw new DecoderException("a header without a name");
    }
    return super.splitHeaderName(line, start, length);
  }

  /**
   * A reset is the end of a connection, not a fault. Vert.x itself stumbles over one that comes
   * while a pipelined request waits for its turn, and the log would show that for each.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
    if (cause instanceof IOException) {
      var _ = context.close();
    } else {
      super.exceptionCaught(context, cause);
    }
  }

  private static void checkLength(HttpMessage head) {
    HttpHeaders headers = head.headers();
    if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return;
    }
    if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      throw new DecoderException("both Content-Length and Transfer-Encoding");
    }
    if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      throw new DecoderException("Transfer-Encoding before HTTP/1.1");
    }
    var codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    // A value that was folded over lines has blanks around it, and is refused for that.
    if (codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw new DecoderException("a Transfer-Encoding other than chunked");
    }
  }

  private static void checkHost(HttpMessage head) {
    var hosts = head.headers().getAll(HttpHeaderNames.HOST);
    boolean none = hosts.isEmpty() && head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (!none && (hosts.size() != 1 || !isHost(hosts.getFirst()))) {
      throw new DecoderException("not exactly one proper Host");
    }
  }

  /** Whether it has only characters of host and port: an address, a name, nothing around it. */
  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean ok =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || ".-_:[]%".indexOf(c) >= 0;
      if (!ok) {
        return false;
      }
    }
    return host.length() <= 300;
  }
}
