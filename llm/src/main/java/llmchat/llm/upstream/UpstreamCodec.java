package llmchat.llm.upstream;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * HTTP/1.1 as spoken to an upstream: requests are written as Netty does it, responses are read by a
 * {@link StreamedResponseDecoder}. It takes the place of Netty's client codec, which beyond that
 * only knows methods and upgrades that are never asked for here.
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

  /** Puts one into a connection on which nothing was sent yet. */
  static void install(HttpConnection connection, int maxHead) {
    pipeline(connection).replace(CODEC, CODEC, new UpstreamCodec(maxHead));
  }

  /** What reads the responses of a connection. */
  static StreamedResponseDecoder decoder(HttpConnection connection) {
    return ((UpstreamCodec) pipeline(connection).get(CODEC)).inboundHandler();
  }

  private static ChannelPipeline pipeline(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext().pipeline();
  }
}
