package llmchat.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.impl.VertxConnection;
import java.util.Optional;

/**
 * Writes the chunks of a streamed HTTP/1.1 body past Vert.x and Netty's encoder: each chunk with
 * its framing as one buffer, for one system call. The encoder would make three buffers of a chunk,
 * and Vert.x two promises, which costs more than all our own work on it (decision 12).
 *
 * <p>Head and end still go through the response. It need not know of these chunks, because the
 * encoder's state is the same before and after a chunk. Confined to its event loop.
 */
final class DirectChunks {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** Up to eight digits and two line ends. */
  private static final int FRAME = 12;

  private final ChannelHandlerContext encoder;
  private final ChannelPromise noPromise;

  private DirectChunks(ChannelHandlerContext encoder, ChannelPromise noPromise) {
    this.encoder = encoder;
    this.noPromise = noPromise;
  }

  /** For a response whose head has been written; empty if the body is not chunked. */
  static Optional<DirectChunks> of(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_1_1) {
      return Optional.empty();
    }
    var connection = (VertxConnection) request.connection();
    ChannelHandlerContext encoder =
        connection.channelHandlerContext().pipeline().context("httpEncoder");
    return Optional.ofNullable(encoder)
        .map(context -> new DirectChunks(context, connection.voidPromise));
  }

  /**
   * Writes and flushes one chunk; failures are ignored, like those of any write to a closed socket.
   */
  void write(Buffer bytes) {
    int length = bytes.length();
    if (length == 0) {
      return; // In chunked coding, an empty chunk ends the body.
    }
    ByteBuf frame = encoder.alloc().directBuffer(length + FRAME);
    int digits = (35 - Integer.numberOfLeadingZeros(length)) / 4;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      frame.writeByte(HEX[(length >>> shift) & 15]);
    }
    frame.writeShort('\r' << 8 | '\n');
    ByteBuf content = ((BufferInternal) bytes).getByteBuf();
    frame.writeBytes(content, content.readerIndex(), length);
    frame.writeShort('\r' << 8 | '\n');
    var _ = encoder.writeAndFlush(frame, noPromise);
  }
}
