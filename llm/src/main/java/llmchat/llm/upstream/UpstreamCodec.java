package llmchat.llm.upstream;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The HTTP/1.1 codec for upstream connections: Netty's request encoder and a {@link
 * StreamedResponseDecoder}. It replaces Netty's client codec, whose support for HEAD, CONNECT and
 * upgrades is not needed here.
 */
final class UpstreamCodec
    extends CombinedChannelDuplexHandler<StreamedResponseDecoder, HttpRequestEncoder> {
  private static final String CODEC = "codec";
  private static final int MAX_PIECE = 8 * 1024;

  private UpstreamCodec(int maxHead) {
    super(
        new StreamedResponseDecoder(
            new HttpDecoderConfig().setMaxHeaderSize(maxHead).setMaxChunkSize(MAX_PIECE)),
        new HttpRequestEncoder());
  }

  /** Installs the codec in a connection on which nothing has been sent yet. */
  static void install(HttpConnection connection, int maxHead) {
    pipeline(connection).replace(CODEC, CODEC, new UpstreamCodec(maxHead));
  }

  /** The response decoder of a connection. */
  static StreamedResponseDecoder decoder(HttpConnection connection) {
    return ((UpstreamCodec) pipeline(connection).get(CODEC)).inboundHandler();
  }

  private static ChannelPipeline pipeline(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext().pipeline();
  }
}
