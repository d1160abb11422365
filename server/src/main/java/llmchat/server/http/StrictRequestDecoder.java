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
 * Vert.x' request decoder, which also rejects heads that a proxy in front may understand
 * differently (RFC 9112, sections 3.2 and 6). Otherwise the two could disagree about where the next
 * request begins (request smuggling) or which host this one is for. Netty by itself silently drops
 * a {@code Content-Length} next to chunked coding, and treats an unknown {@code Transfer-Encoding}
 * as no body.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  private static final String DECODER = "httpDecoder";

  private boolean inHead;

  private StrictRequestDecoder(Http1ServerConfig config) {
    super(config);
  }

  /** Installs the decoder in a connection on which nothing has been read yet. */
  static void install(HttpConnection connection, Http1ServerConfig config) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(config));
  }

  /** Whether part of a request's head has arrived on the connection. */
  static boolean isReading(HttpConnection connection) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    return pipeline.get(DECODER) instanceof StrictRequestDecoder decoder
        && (decoder.inHead || decoder.actualReadableBytes() > 0);
  }

  /** Called with the parts of the request line; Vert.x would answer with the version it is sent. */
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
   * Treats a reset as the end of the connection. Vert.x by itself would log an exception for each
   * reset that arrives while a pipelined request is queued.
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
    // A value that was folded over several lines has spaces around it, and is rejected too.
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

  /** Whether it contains only characters of a host and port. */
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
