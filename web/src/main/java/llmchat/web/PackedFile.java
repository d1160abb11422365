package llmchat.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** One file of the page, kept as it is sent to almost everybody. Immutable; any thread. */
public final class PackedFile {
  private final String contentType;
  private final boolean gzip;
  private final byte[] bytes;

  /**
   * A file.
   *
   * @param gzip whether {@code bytes} are its bytes compressed with gzip
   */
  PackedFile(String contentType, boolean gzip, byte[] bytes) {
    this.contentType = contentType;
    this.gzip = gzip;
    this.bytes = bytes;
  }

  /** What it is, for {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  /** Whether {@link #bytes} are compressed with gzip. */
  public boolean gzip() {
    return gzip;
  }

  /** The file as it was packed; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The file itself; unpacks it each time. */
  public byte[] unpacked() {
    if (!gzip) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
