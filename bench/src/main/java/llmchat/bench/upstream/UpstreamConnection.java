package llmchat.bench.upstream;

import static llmchat.bench.wire.ByteScan.ascii;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;
import llmchat.bench.wire.BrokenMessageException;
import llmchat.bench.wire.ByteScan;
import llmchat.bench.wire.BytesHandler;
import llmchat.bench.wire.Loop;
import llmchat.bench.wire.MessageHead;
import llmchat.bench.wire.MessageParser;
import llmchat.bench.wire.MessageSink;

/** One connection: reads requests, answers one after the other. On the loop's thread. */
final class UpstreamConnection extends BytesHandler implements MessageSink {
  private static final byte[] COMPLETIONS = ascii("POST /v1/chat/completions");
  private static final byte[] MODELS = ascii("GET /v1/models");
  private static final byte[] STREAM = ascii("\"stream\"");
  private static final byte[] INCLUDE_USAGE = ascii("\"include_usage\"");
  private static final int MOST_HELD = 8 * 1024 * 1024;

  private enum Path {
    COMPLETIONS,
    MODELS,
    UNKNOWN
  }

  private final BenchUpstream upstream;
  private final Tally tally;
  private final Channel channel;
  private final MessageParser parser = MessageParser.ofRequests(this);
  private Path path = Path.UNKNOWN;
  private boolean last;
  private boolean answering;
  private boolean streaming;

  // The body: a piece of the array that is being read, or what was kept of pieces before it.
  private byte[] piece = {};
  private int pieceFrom;
  private int pieceTo;
  private byte[] kept = {};
  private int keptLength;

  /** What came while an answer was still being given. */
  private byte[] early = {};

  UpstreamConnection(Loop loop, Channel channel, BenchUpstream upstream, Tally tally) {
    super(loop);
    this.channel = channel;
    this.upstream = upstream;
    this.tally = tally;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    tally.openConnections++;
    upstream.connected(this);
  }

  /** Closes it unless it is answering. */
  void closeIfIdle() {
    if (!answering && !streaming) {
      var _ = channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    tally.openConnections--;
    upstream.disconnected(this);
    endStream();
  }

  @Override
  protected void received(byte[] bytes, int from, int to) {
    try {
      var taken = parser.feed(bytes, from, to);
      keepPiece();
      keepEarly(bytes, taken, to);
    } catch (BrokenMessageException e) {
      var _ = channel.close();
    }
  }

  @Override
  public void head(MessageHead head) {
    path = pathOf(head);
    last = head.close();
    pieceFrom = 0;
    pieceTo = 0;
    keptLength = 0;
  }

  private static Path pathOf(MessageHead head) {
    if (head.startsWith(COMPLETIONS) && endsAt(head, COMPLETIONS.length)) {
      return Path.COMPLETIONS;
    }
    return head.startsWith(MODELS) && endsAt(head, MODELS.length) ? Path.MODELS : Path.UNKNOWN;
  }

  private static boolean endsAt(MessageHead head, int index) {
    return head.at(index) == ' ' || head.at(index) == '?';
  }

  @Override
  public void body(byte[] bytes, int from, int to) {
    keepPiece();
    piece = bytes;
    pieceFrom = from;
    pieceTo = to;
  }

  /** The array is good for this read only, so what is not complete moves to one of our own. */
  private void keepPiece() {
    var length = pieceTo - pieceFrom;
    if (keptLength + length > MOST_HELD) {
      var _ = channel.close();
    } else if (length > 0) {
      kept = room(kept, keptLength, length);
      System.arraycopy(piece, pieceFrom, kept, keptLength, length);
      keptLength += length;
    }
    pieceFrom = pieceTo;
  }

  private static byte[] room(byte[] bytes, int used, int more) {
    return used + more <= bytes.length
        ? bytes
        : Arrays.copyOf(bytes, Math.max(2048, 2 * (used + more)));
  }

  private void keepEarly(byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    var length = early.length;
    early = Arrays.copyOf(early, length + to - from);
    System.arraycopy(bytes, from, early, length, to - from);
    if (early.length > MOST_HELD) {
      var _ = channel.close();
    }
  }

  @Override
  public boolean end() {
    answering = true;
    switch (path) {
      case COMPLETIONS -> complete();
      case MODELS -> finish(Answers.MODELS);
      case UNKNOWN -> finish(Answers.NOT_FOUND);
    }
    return !answering;
  }

  private void complete() {
    if (keptLength > 0) {
      keepPiece();
      complete(kept, 0, keptLength);
    } else {
      complete(piece, pieceFrom, pieceTo);
      pieceFrom = pieceTo;
    }
  }

  private void complete(byte[] body, int from, int to) {
    if (ByteScan.isTrue(body, from, to, STREAM)) {
      upstream.stream(this, ByteScan.isTrue(body, from, to, INCLUDE_USAGE));
    } else {
      upstream.answer(this);
    }
  }

  /** Begins a stream with its first event. */
  void begin(ByteBuf event) {
    streaming = true;
    var _ = channel.write(StreamFrames.HEAD.duplicate(), channel.voidPromise());
    write(event);
  }

  /** Writes once more what is encoded already. */
  void write(ByteBuf encoded) {
    var _ = channel.writeAndFlush(encoded.duplicate(), channel.voidPromise());
  }

  /** Writes the end of an answer, after which the next request has its turn. */
  void finish(ByteBuf encoded) {
    write(encoded);
    endStream();
    answering = false;
    if (last) {
      var _ = channel.close();
    } else if (early.length > 0) {
      readEarly();
    } else {
      parser.resume();
    }
  }

  private void readEarly() {
    var bytes = early;
    early = new byte[0];
    parser.resume();
    received(bytes, 0, bytes.length);
  }

  private void endStream() {
    if (streaming) {
      streaming = false;
      tally.openStreams--;
    }
  }

  /** Whether the peer is still there. */
  boolean isOpen() {
    return channel.isActive();
  }

  /** Whether a stream is being written and has a reader. */
  boolean streams() {
    return streaming && channel.isActive();
  }

  /** Whether the peer took in nearly all that was written. */
  boolean takesMore() {
    return channel.isWritable();
  }
}
