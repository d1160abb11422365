package llmchat.tls;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocket;
import llmchat.testkit.Bytes;

/**
 * HTTP/2 to the frame (RFC 9113), for what no client does. It acknowledges nothing by itself. For
 * one thread.
 */
final class Http2Socket implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final int PRIORITY = 0x20;
  static final int INITIAL_WINDOW_SIZE = 4;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final DefaultHttp2HeadersDecoder hpack = new DefaultHttp2HeadersDecoder();
  private final SSLSocket socket;
  private final OutputStream out;
  private final DataInputStream in;

  /** One frame; {@code payload} is as it came. */
  record Frame(int type, int flags, int stream, Bytes payload) {
    int number(int at) {
      return ByteBuffer.wrap(payload.toArray()).getInt(at);
    }

    boolean ends() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    String text() {
      return payload.utf8();
    }
  }

  Http2Socket(TlsGateway gateway) throws IOException {
    this.socket = gateway.connect("h2");
    socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(15).toMillis()));
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(socket.getInputStream());
  }

  String protocol() {
    return socket.getApplicationProtocol();
  }

  /** The client's part of a beginning; with these settings, as identifier, value, … */
  Http2Socket begin(int... settings) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(settings.length / 2 * 6);
    for (int i = 0; i < settings.length; i += 2) {
      payload.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    out.write(PREFACE);
    return frame(SETTINGS, 0, 0, payload.array());
  }

  Http2Socket frame(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
    return this;
  }

  /** Sends a head; fields as name, value, … */
  Http2Socket head(int stream, boolean end, String... fields) throws IOException {
    return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, literal(fields));
  }

  /** Posts to the path with the key. */
  Http2Socket post(int stream, String path, String key, String body) throws IOException {
    beginPost(stream, path, key);
    return frame(DATA, END_STREAM, stream, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The head of a post, whose body is still to come; more fields as name, value, … */
  Http2Socket beginPost(int stream, String path, String key, String... more) throws IOException {
    List<String> fields = pseudoFields("POST", path);
    fields.addAll(List.of("authorization", "Bearer " + key));
    fields.addAll(List.of(more));
    return head(stream, false, fields.toArray(String[]::new));
  }

  Http2Socket get(int stream, String path, String... more) throws IOException {
    List<String> fields = pseudoFields("GET", path);
    fields.addAll(List.of(more));
    return head(stream, true, fields.toArray(String[]::new));
  }

  private static List<String> pseudoFields(String method, String path) {
    return new ArrayList<>(
        List.of(":method", method, ":scheme", "https", ":authority", "localhost", ":path", path));
  }

  Http2Socket reset(int stream) throws IOException {
    return frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(8).array());
  }

  Http2Socket allow(int stream, int bytes) throws IOException {
    return frame(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
  }

  Frame read() throws IOException {
    int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & 0x7fffffff;
    return new Frame(type, flags, stream, Bytes.of(in.readNBytes(length)));
  }

  /** The next frame of that kind; others are passed over. */
  Frame await(Predicate<Frame> kind) throws IOException {
    Frame frame = read();
    while (!kind.test(frame)) {
      if (frame.type == HEADERS) {
        decode(frame);
      }
      frame = read();
    }
    return frame;
  }

  Frame await(int type, int stream) throws IOException {
    return await(frame -> frame.type == type && frame.stream == stream);
  }

  /** The next head of that stream. */
  Http2Headers headers(int stream) throws IOException {
    return decode(await(HEADERS, stream));
  }

  /** Whether the server closes, after whatever it has to say. */
  boolean isClosed() throws IOException {
    byte[] rest = new byte[4096];
    for (int read = in.read(rest); read >= 0; read = in.read(rest)) {
      // What it says does not matter.
    }
    return true;
  }

  private Http2Headers decode(Frame frame) throws IOException {
    int priority = (frame.flags & PRIORITY) == 0 ? 0 : 5;
    Bytes block = frame.payload.slice(priority, frame.payload.size());
    try {
      return hpack.decodeHeaders(frame.stream, Unpooled.wrappedBuffer(block.toArray()));
    } catch (Http2Exception e) {
      throw new IOException("a head that is no HPACK", e);
    }
  }

  static byte[] literal(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      text(fields[i], block);
      text(fields[i + 1], block);
    }
    return block.toByteArray();
  }

  private static void text(String text, ByteArrayOutputStream block) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>= 7) {
        block.write((rest & 0x7f) | 0x80);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
