package llmchat.llm.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads responses as Netty does, but lets the chunks of a streamed body flow straight to whoever
 * asked for them: as objects they would pass a pipeline, two queues and six handlers, which costs
 * several times what reading their events costs.
 *
 * <p>Only whole chunks in the plain form take that way. Anything else, the last chunk above all,
 * goes on as Netty and Vert.x do it, and so does all that follows until the next response.
 */
final class StreamedResponseDecoder extends HttpResponseDecoder {
  /**
   * What is kept until it is whole is counted nowhere, so it is no more than every body may take
   * uncounted. Larger chunks come in pieces by the other way.
   */
  private static final int MAX_CHUNK = 8 * 1024;

  /** A size line that is longer has an extension, or is none. */
  private static final int MAX_SIZE_DIGITS = 5;

  private static final int INCOMPLETE = -1;
  private static final int OTHER = -2;

  /** Who gets the chunks, in the context in which it asked for them. */
  private record Receiver(@Nullable ContextInternal context, Handler<Buffer> chunks) {
    private void take(Buffer content) {
      if (context != null) {
        context.emit(content, chunks);
      } else {
        chunks.handle(content);
      }
    }
  }

  /** Whether the next byte begins the first chunk of a body. */
  private boolean atFirstChunk;

  private @Nullable Receiver receiver;

  /** Whether the chunk that comes next was incomplete when it was looked at before. */
  private boolean waited;

  /** Where the chunk that {@link #nextChunk} found has its bytes. */
  private int contentAt;

  StreamedResponseDecoder(HttpDecoderConfig config) {
    super(config);
  }

  /**
   * Lets the body whose head is being handled flow to the receiver, one or more chunks at a time.
   * Asked for when the body has begun already, or has no chunks, it does nothing: everything then
   * comes by Vert.x' way. What comes by that way later comes after what flowed.
   */
  void flowTo(Handler<Buffer> chunks) {
    if (atFirstChunk) {
      receiver = new Receiver(ContextInternal.current(), chunks);
      waited = false;
    }
  }

  /** From now on all comes by Vert.x' way, which can be paused. */
  void stopFlow() {
    receiver = null;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (receiver != null && flowed(receiver, in)) {
      return;
    }
    atFirstChunk = false;
    int before = out.size();
    super.decode(context, in, out);
    atFirstChunk =
        out.size() > before
            && out.getLast() instanceof HttpResponse head
            && HttpUtil.isTransferEncodingChunked(head);
  }

  /** What has come of a chunk that breaks off counts too. */
  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    receiver = null;
    super.decodeLast(context, in, out);
  }

  /** Hands over the whole chunks that are there; false if what comes first is none. */
  private boolean flowed(Receiver to, ByteBuf in) {
    int size = nextChunk(in);
    if (size < 0) {
      return waitsFor(size);
    }
    ByteBuf content = Unpooled.buffer(size);
    for (; size >= 0; size = nextChunk(in)) {
      content.writeBytes(in, contentAt, size);
      in.readerIndex(contentAt + size + 2);
    }
    waited = false;
    to.take(BufferInternal.buffer(content));
    return true;
  }

  /**
   * A chunk may be cut in two on its way. One that is still not whole then is written bit by bit,
   * with events in it that shall not wait.
   */
  private boolean waitsFor(int found) {
    boolean waits = found == INCOMPLETE && !waited;
    waited = true;
    if (!waits) {
      receiver = null;
    }
    return waits;
  }

  /** The size of the whole chunk at the reader's index, else what is there instead. */
  private int nextChunk(ByteBuf in) {
    int at = in.readerIndex();
    int end = in.writerIndex();
    int size = 0;
    int digits = 0;
    for (; at < end; at++, digits++) {
      int digit = Character.digit(in.getByte(at), 16);
      if (digit < 0) {
        break;
      }
      size = size * 16 + digit;
      if (digits == MAX_SIZE_DIGITS) {
        return OTHER;
      }
    }
    if (at + 1 >= end) {
      return INCOMPLETE;
    }
    if (size == 0 || size > MAX_CHUNK || !isLineEnd(in, at)) {
      return OTHER;
    }
    contentAt = at + 2;
    if (contentAt + size + 2 > end) {
      return INCOMPLETE;
    }
    return isLineEnd(in, contentAt + size) ? size : OTHER;
  }

  private static boolean isLineEnd(ByteBuf in, int at) {
    return in.getByte(at) == '\r' && in.getByte(at + 1) == '\n';
  }
}
