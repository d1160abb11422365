package llmchat.llm.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamedResponseDecoderTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
  private static final String NEXT = "HTTP/1.1 204 No Content\r\n\r\n";

  /** Bodies that end well, with another response behind them, and bodies that do not. */
  private static final List<String> BODIES =
      List.of(
          chunk("data: a\n\n") + chunk("data: b\n\n") + "0\r\n\r\n" + NEXT,
          chunk("one") + "3;name=value\r\ntwo\r\n" + chunk("three") + "0\r\n\r\n" + NEXT,
          chunk("one") + "0\r\ntrailer: x\r\n\r\n" + NEXT,
          "0003\r\none\r\n" + chunk("\r\n0\r\n\r\n") + "0\r\n\r\n" + NEXT,
          chunk("one") + "zz\r\ntwo\r\n0\r\n\r\n",
          chunk("one") + "3\r\ntwoXY" + chunk("three"),
          chunk("one") + "00000000000000003\r\ntwo\r\n0\r\n\r\n" + NEXT,
          chunk("one") + chunk("cut off").substring(0, 7),
          chunk("one"));

  private static String chunk(String content) {
    return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
  }

  /** Writes down what it is given, by whichever way. */
  private static final class Writer extends ChannelInboundHandlerAdapter {
    private final StringBuilder seen = new StringBuilder();
    private final int stopAfter;
    private int flowed;

    private Writer(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      HttpObject part = (HttpObject) message;
      if (part.decoderResult().isFailure()) {
        seen.append("<failure>");
      } else if (part instanceof HttpResponse head) {
        seen.append('<').append(head.status().code()).append('>');
        flow(context);
      }
      if (part instanceof HttpContent content) {
        seen.append(content.content().toString(ISO_8859_1));
      }
      if (part instanceof LastHttpContent last) {
        seen.append("<end>").append(last.trailingHeaders().entries());
      }
      ReferenceCountUtil.release(message);
    }

    private void flow(ChannelHandlerContext context) {
      StreamedResponseDecoder decoder = context.pipeline().get(StreamedResponseDecoder.class);
      if (decoder != null) {
        decoder.flowTo(chunks -> {
          seen.append(chunks.toString(ISO_8859_1));
          flowed++;
          if (flowed == stopAfter) {
            decoder.stopFlow();
          }
        });
      }
    }
  }

  private static String read(HttpResponseDecoder decoder, Writer written, byte[]... pieces) {
    EmbeddedChannel channel = new EmbeddedChannel(decoder, written);
    for (byte[] piece : pieces) {
      channel.writeInbound(Unpooled.copiedBuffer(piece));
    }
    channel.finishAndReleaseAll();
    return written.seen.toString();
  }

  private static String plainly(byte[]... pieces) {
    return read(new HttpResponseDecoder(), new Writer(0), pieces);
  }

  private static Writer flowing(int stopAfter, byte[]... pieces) {
    Writer written = new Writer(stopAfter);
    var _ = read(new StreamedResponseDecoder(new HttpDecoderConfig()), written, pieces);
    return written;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[][] cut(byte[] bytes, int... places) {
    byte[][] pieces = new byte[places.length + 1][];
    int from = 0;
    for (int i = 0; i <= places.length; i++) {
      int to = i < places.length ? places[i] : bytes.length;
      pieces[i] = Arrays.copyOfRange(bytes, from, to);
      from = to;
    }
    return pieces;
  }

  @Test
  void givesTheSameBytesAsNettysOwnWhereverTheyAreCut() {
    for (String body : BODIES) {
      byte[] response = bytes(HEAD + body);
      for (int first = 1; first < response.length; first++) {
        for (int second : new int[] {first, Math.min(first + 3, response.length)}) {
          byte[][] pieces = cut(response, first, second);
          assertThat(flowing(0, pieces).seen.toString())
              .as("%s cut at %s and %s", body, first, second)
              .isEqualTo(plainly(pieces));
        }
      }
    }
  }

  @Test
  void givesTheSameBytesWhenTheFlowStops() {
    for (String body : BODIES) {
      byte[] response = bytes(HEAD + body);
      for (int stopAfter = 1; stopAfter <= 3; stopAfter++) {
        for (int place = 1; place < response.length; place++) {
          byte[][] pieces = cut(response, place);
          assertThat(flowing(stopAfter, pieces).seen.toString())
              .as("%s cut at %s, stopped after %s", body, place, stopAfter)
              .isEqualTo(plainly(pieces));
        }
      }
    }
  }

  @Test
  void givesTheSameBytesOneByOne() {
    for (String body : BODIES) {
      byte[] response = bytes(HEAD + body);
      byte[][] pieces = new byte[response.length][];
      for (int i = 0; i < response.length; i++) {
        pieces[i] = new byte[] {response[i]};
      }
      assertThat(flowing(0, pieces).seen.toString()).as(body).isEqualTo(plainly(pieces));
    }
  }

  @Test
  void letsWholeChunksFlowAllThatCameAtOnceTogether() {
    Writer written =
        flowing(
            0,
            bytes(HEAD),
            bytes(chunk("a") + chunk("b")),
            bytes(chunk("c") + "1\r\nd"),
            bytes("\r\n"));
    assertThat(written.seen).hasToString("<200>abcd");
    assertThat(written.flowed).isEqualTo(3);
  }

  @Test
  void letsLargeChunksComeInPieces() {
    String largest = "x".repeat(8 * 1024);
    assertThat(flowing(0, bytes(HEAD), bytes(chunk(largest))).flowed).isEqualTo(1);
    assertThat(flowing(0, bytes(HEAD), bytes(chunk(largest + "x"))).flowed).isZero();
  }

  @Test
  void doesNotKeepEventsBackThatAreWrittenIntoOneLongChunk() {
    Writer written =
        flowing(
            0, bytes(HEAD), bytes("ff\r\ndata: a\n\n"), bytes("data: b\n\n"), bytes("data: c\n\n"));
    assertThat(written.seen).hasToString("<200>data: a\n\ndata: b\n\ndata: c\n\n");
  }

  @Test
  void givesWhatCameOfAChunkThatBreaksOff() {
    assertThat(flowing(0, bytes(HEAD), bytes("ff\r\ndata: a\n\nda")).seen)
        .hasToString("<200>data: a\n\nda");
  }

  @Test
  void letsNothingFlowThatHasNoChunks() {
    Writer written = flowing(0, bytes("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc"));
    assertThat(written.flowed).isZero();
    assertThat(written.seen).hasToString("<200>abc<end>[]");
  }
}
