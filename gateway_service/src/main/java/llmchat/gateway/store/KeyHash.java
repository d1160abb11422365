package llmchat.gateway.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of an API key or session token: the only form in which one is stored or cached. The
 * digest's 32 bytes are held as four big-endian longs, which makes a value that is small to keep
 * and quick to compare.
 *
 * <p>No salt and no slow hash: keys are 256 random bits, so there is nothing to guess.
 */
public record KeyHash(long a, long b, long c, long d) {
  /**
   * One for each thread that hashes keys, and those are few and live long: to make one costs more
   * memory and time than to use it. It is as new after each hash.
   */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(KeyHash::sha256);

  /** Hashes the key's UTF-8 bytes. */
  public static KeyHash of(String key) {
    return read(SHA_256.get().digest(key.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads the digest's 32 bytes, as they stand in the database. */
  public static KeyHash read(byte[] bytes) {
    ByteBuffer digest = ByteBuffer.wrap(bytes);
    return new KeyHash(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
  }

  /** The digest's 32 bytes, as they stand in the database. */
  public byte[] bytes() {
    return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  /** Whether both are of one key, found in the same time wherever they differ. */
  public boolean matches(KeyHash other) {
    return ((a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)) == 0;
  }

  /** A hash in a log would let its reader recognise a key, so it is not printed. */
  @Override
  public String toString() {
    return "KeyHash";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
