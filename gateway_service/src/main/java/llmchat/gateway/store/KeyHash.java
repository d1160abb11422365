package llmchat.gateway.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of an API key or session token, the only form in which either is stored or cached.
 * The 32 bytes are held as four big-endian longs, which take little memory and are fast to compare.
 *
 * <p>No salt and no slow hash are needed: keys have 256 random bits and cannot be guessed.
 */
public record KeyHash(long a, long b, long c, long d) {
  /**
   * One per thread, since creating one costs more than using it; few threads hash keys, and they
   * are long-lived. A digest resets itself after each hash.
   */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(KeyHash::sha256);

  /** Hashes the key's UTF-8 bytes. */
  public static KeyHash of(String key) {
    return read(SHA_256.get().digest(key.getBytes(StandardCharsets.UTF_8)));
  }

  /** From the digest's 32 bytes, as stored in the database. */
  public static KeyHash read(byte[] bytes) {
    ByteBuffer digest = ByteBuffer.wrap(bytes);
    return new KeyHash(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
  }

  /** The digest's 32 bytes, as stored in the database. */
  public byte[] bytes() {
    return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  /** Whether both are of the same key, in constant time. */
  public boolean matches(KeyHash other) {
    return ((a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)) == 0;
  }

  /** Without the hash, so that logs cannot be matched with keys. */
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
