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
 * Netty's response decoder with a shortcut: the chunks of a streamed body are passed directly to a
 * handler. As Netty and Vert.x objects they would go through a pipeline, two queues and six
 * handlers, which costs several times as much as parsing their events (decision 12).
 *
 * <p>Only complete chunks without extensions take the shortcut. Everything else, in particular the
 * last chunk, is decoded by Netty and Vert.x as usual, and so is all that follows until the next
 * response.
 */
final class StreamedResponseDecoder extends HttpResponseDecoder {
  /**
   * A chunk is buffered here until it is complete, without being accounted for; so the limit is
   * what every body may use unaccounted. Larger chunks are decoded in pieces by Netty.
   */
  private static final int MAX_CHUNK = 8 * 1024;

  /** A longer size line has an extension or is invalid. */
  private static final int MAX_SIZE_DIGITS = 5;

  private static final int INCOMPLETE = -1;
  private static final int OTHER = -2;

  /** The handler for the chunks, and the Vert.x context in which it is called. */
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

  /** Whether the next chunk has been found incomplete before. */
  private boolean waited;

  /** The index of the content of the chunk that {@link #nextChunk} found. */
  private int contentAt;

  StreamedResponseDecoder(HttpDecoderConfig config) {
    super(config);
  }

  /**
   * Passes the body whose head is being handled to the handler, one or more chunks at a time. Does
   * nothing if the body has begun already or is not chunked: Vert.x then delivers everything. What
   * Vert.x delivers later comes after what was passed here.
   */
  void flowTo(Handler<Buffer> chunks) {
    if (atFirstChunk) {
      receiver = new Receiver(ContextInternal.current(), chunks);
      waited = false;
    }
  }

  /** Ends the shortcut: Vert.x, which can pause a body, delivers the rest. */
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

  /** Called at the end of the connection: the bytes of an incomplete chunk are delivered too. */
  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    receiver = null;
    super.decodeLast(context, in, out);
  }

  /** Passes on the complete chunks; returns false if the next bytes are not one. */
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
   * Waits once for the rest of a chunk, which may have been split in transit. If it is still
   * incomplete then, its sender writes it slowly, and the events in it must not be delayed.
   */
  private boolean waitsFor(int found) {
    boolean waits = found == INCOMPLETE && !waited;
    waited = true;
    if (!waits) {
      receiver = null;
    }
    return waits;
  }

  /**
   * The size of the complete chunk at the reader index, or {@link #INCOMPLETE} or {@link #OTHER}.
   */
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
