package llmchat.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * One file of the page, compressed where that helps, as most browsers get it. Immutable; any
 * thread.
 */
public final class PackedFile {
  private final String contentType;
  private final boolean gzip;
  private final byte[] bytes;

  /**
   * A packed file.
   *
   * @param gzip whether {@code bytes} are compressed with gzip
   */
  PackedFile(String contentType, boolean gzip, byte[] bytes) {
    this.contentType = contentType;
    this.gzip = gzip;
    this.bytes = bytes;
  }

  /** The value of {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  /** Whether {@link #bytes} are compressed with gzip. */
  public boolean gzip() {
    return gzip;
  }

  /** The packed bytes; must not be modified. */
  public byte[] bytes() {
    return bytes;
  }

  /** The uncompressed bytes; decompresses them on each call. */
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
