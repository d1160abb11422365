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

  /** Hashes the key's UTF-8 bytes. */
  public static KeyHash of(String key) {
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    return new KeyHash(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
  }

  /** The digest's 32 bytes, as they stand in the database. */
  public byte[] bytes() {
    return ByteBuffer.allocate(32).putLong(a).putLong(b).putLong(c).putLong(d).array();
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
