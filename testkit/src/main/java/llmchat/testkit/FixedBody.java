package llmchat.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of a known length; ending before it is an {@link EOFException}. */
final class FixedBody extends InputStream {
  private final InputStream in;
  private final long length;
  private long position;

  FixedBody(InputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    if (position == length) {
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(size, length - position));
    if (read < 0) {
      throw new EOFException("the body ended at byte " + position + " of " + length);
    }
    position += read;
    return read;
  }
}
