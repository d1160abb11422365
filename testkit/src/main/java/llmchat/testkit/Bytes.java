package llmchat.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * An immutable run of bytes that compares by content and prints as text.
 *
 * <p>As a {@link Part} of a scripted body it is written at once: one HTTP chunk where the reply is
 * chunked, one write to the socket otherwise.
 */
public final class Bytes implements Part {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** A copy of {@code array}. */
  public static Bytes of(byte[] array) {
    return new Bytes(array.clone());
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** All of {@code pieces}, one after the other. */
  public static Bytes join(List<Bytes> pieces) {
    var all = new ByteArrayOutputStream();
    pieces.forEach(piece -> all.writeBytes(piece.array));
    return new Bytes(all.toByteArray());
  }

  public int size() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(array, from, to));
  }

  /** These bytes in one gzip member. */
  public Bytes gzip() {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(array);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Bytes(packed.toByteArray());
  }

  /** The text of these bytes; what is not UTF-8 becomes U+FFFD. */
  public String utf8() {
    return new String(array, StandardCharsets.UTF_8);
  }

  /** One character for each byte, as HTTP heads are read. */
  public String latin1() {
    return new String(array, StandardCharsets.ISO_8859_1);
  }

  public byte[] toArray() {
    return array.clone();
  }

  public InputStream stream() {
    return new ByteArrayInputStream(array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return utf8();
  }
}
