package llmchat.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * A client on a plain socket: sends exactly these bytes and reads the answers strictly.
 *
 * <p>Requests may be pipelined: send several, then read as many responses. Reading waits up to 10 s
 * unless {@link #patience} says otherwise, then throws {@link java.net.SocketTimeoutException}. For
 * one thread.
 */
public final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final HttpReader reader;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.reader = new HttpReader(socket.getInputStream());
    patience(Duration.ofSeconds(10));
  }

  /** Connects to a port of 127.0.0.1. */
  public static RawClient connect(int port) throws IOException {
    return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Connects with a small receive window, for a reader that is slow on purpose. */
  public static RawClient connectWithReceiveBuffer(int port, int bytes) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(bytes);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new RawClient(socket);
  }

  /** Speaks over a socket that is connected already, such as one with TLS. */
  public static RawClient over(Socket socket) throws IOException {
    return new RawClient(socket);
  }

  /** How long a read waits for a byte. */
  public RawClient patience(Duration limit) throws IOException {
    socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    return this;
  }

  public RawClient send(Bytes bytes) throws IOException {
    socket.getOutputStream().write(bytes.toArray());
    return this;
  }

  /** Sends text as UTF-8; the caller writes every CRLF. */
  public RawClient send(String text) throws IOException {
    return send(Bytes.utf8(text));
  }

  /** Sends each byte as a write of its own. */
  public RawClient sendByteByByte(Bytes bytes) throws IOException {
    for (int i = 0; i < bytes.size(); i++) {
      send(bytes.slice(i, i + 1));
    }
    return this;
  }

  public RawClient get(String target, String... namesAndValues) throws IOException {
    return send(request("GET", target, Headers.of(namesAndValues), Bytes.EMPTY));
  }

  /** Sends a JSON body with its length; further headers as name, value, … */
  public RawClient post(String target, String json, String... namesAndValues) throws IOException {
    Bytes body = Bytes.utf8(json);
    Headers headers =
        Headers.of(namesAndValues)
            .plus("Content-Type", "application/json")
            .plus("Content-Length", Integer.toString(body.size()));
    return send(request("POST", target, headers, body));
  }

  /** A request with a Host header and these, and nothing else. */
  public static Bytes request(String method, String target, Headers headers, Bytes body) {
    String head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    return Bytes.join(List.of(Bytes.utf8(head + headers.lines() + "\r\n"), body));
  }

  /** The next response with its whole body; also an interim one (1xx), which has none. */
  public RawResponse readResponse() throws IOException {
    RawHead head = readHead();
    InputStream body = readBody(head);
    Bytes all = Bytes.of(body.readAllBytes());
    return new RawResponse(
        head, all, body instanceof ChunkedBody chunked ? chunked.chunks() : List.of());
  }

  /** The head of the next response; to HEAD it is the whole response. */
  public RawHead readHead() throws IOException {
    return reader.head().orElseThrow(() -> new EOFException("closed instead of a response"));
  }

  /**
   * The body that belongs to a head just read, as it comes; an HTTP chunk is seen when it is whole.
   * Ending before its length or its last chunk is an {@link EOFException}.
   */
  public InputStream readBody(RawHead head) throws IOException {
    return reader.responseBody(head);
  }

  /** The events of the body that belongs to a head just read. */
  public Sse readEvents(RawHead head) throws IOException {
    return new Sse(readBody(head));
  }

  /** Everything that comes until the server closes, whatever it means. */
  public Bytes readToEnd() throws IOException {
    return reader.toEnd();
  }

  /** FIN: nothing more will be sent, answers can still be read. */
  public RawClient halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Closes by RST. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
