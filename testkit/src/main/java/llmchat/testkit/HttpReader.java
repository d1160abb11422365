package llmchat.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;

/**
 * Reads HTTP/1 messages from a connection, strictly: lines end in CRLF, nothing is guessed. Not for
 * use by two threads at once.
 */
final class HttpReader {
  private static final int MAX_LINES = 4 << 20;
  private final InputStream in;

  HttpReader(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * The next head, or nothing when the connection ends where one could begin.
   *
   * @throws EOFException when it ends inside a head
   */
  Optional<RawHead> head() throws IOException {
    Bytes raw = readThrough("\r\n\r\n");
    return raw.isEmpty() ? Optional.empty() : Optional.of(RawHead.parse(raw));
  }

  /** The body of a request: in chunks, of a length, or none. */
  InputStream requestBody(RawHead head) throws ProtocolException {
    if (head.isChunked()) {
      return new ChunkedBody(this);
    }
    return new FixedBody(in, contentLength(head).orElse(0L));
  }

  /** The body of a response to anything but HEAD; without length or chunks it ends with EOF. */
  InputStream responseBody(RawHead head) throws ProtocolException {
    if (head.isInterim() || head.status() == 204 || head.status() == 304) {
      return InputStream.nullInputStream();
    }
    if (head.isChunked()) {
      return new ChunkedBody(this);
    }
    Optional<Long> length = contentLength(head);
    return length.isPresent() ? new FixedBody(in, length.get()) : in;
  }

  /** A line with its CRLF. */
  Bytes line() throws IOException {
    Bytes line = readThrough("\r\n");
    if (line.isEmpty()) {
      throw new EOFException("the connection ended before a line");
    }
    return line;
  }

  Bytes exactly(int size) throws IOException {
    byte[] read = in.readNBytes(size);
    if (read.length < size) {
      throw new EOFException("the connection ended at byte " + read.length + " of " + size);
    }
    return Bytes.of(read);
  }

  /** Whatever comes until the peer ends the connection. */
  Bytes toEnd() throws IOException {
    return Bytes.of(in.readAllBytes());
  }

  private static Optional<Long> contentLength(RawHead head) throws ProtocolException {
    var values = head.headers().all("Content-Length").stream().distinct().toList();
    if (values.size() > 1) {
      throw new ProtocolException("several lengths: " + values);
    }
    return values.stream().findFirst().map(Long::parseLong);
  }

  private Bytes readThrough(String end) throws IOException {
    var read = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < end.length()) {
      int b = in.read();
      if (b < 0) {
        if (read.size() == 0) {
          return Bytes.EMPTY;
        }
        throw new EOFException("the connection ended inside a head: " + read);
      }
      read.write(b);
      matched = b == end.charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
      if (read.size() > MAX_LINES) {
        throw new ProtocolException("no end of head after " + MAX_LINES + " bytes");
      }
    }
    return Bytes.of(read.toByteArray());
  }
}
