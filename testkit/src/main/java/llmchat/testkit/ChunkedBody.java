package llmchat.testkit;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A body in HTTP chunks, which are remembered as they came. Ending before the last chunk is an
 * {@link EOFException}. Trailers are read and dropped.
 */
final class ChunkedBody extends InputStream {
  private final HttpReader reader;
  private final List<RawChunk> chunks = new ArrayList<>();
  private InputStream current = new ByteArrayInputStream(new byte[0]);
  private boolean ended;

  ChunkedBody(HttpReader reader) {
    this.reader = reader;
  }

  /** The chunks that have been read so far; the last, empty one is not among them. */
  List<RawChunk> chunks() {
    return List.copyOf(chunks);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    int read = current.read(target, offset, size);
    while (read < 0 && !ended) {
      next();
      read = current.read(target, offset, size);
    }
    return read;
  }

  private void next() throws IOException {
    Bytes sizeLine = reader.line();
    int size = Integer.parseInt(sizeLine.latin1().split("[;\r]", 2)[0].strip(), 16);
    if (size == 0) {
      skipTrailers();
      ended = true;
      return;
    }
    Bytes data = reader.exactly(size);
    Bytes end = reader.exactly(2);
    if (!end.equals(Bytes.utf8("\r\n"))) {
      throw new IOException("no CRLF after a chunk of " + size + " bytes but: " + end);
    }
    chunks.add(new RawChunk(data, Bytes.join(List.of(sizeLine, data, end)), System.nanoTime()));
    current = data.stream();
  }

  private void skipTrailers() throws IOException {
    while (reader.line().size() > 2) {
      // A trailer; nothing here looks at them.
    }
  }
}
