package llmchat.gateway.keys;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;
import llmchat.gateway.store.KeyHash;
import llmchat.llm.Secret;

/**
 * The format of keys: {@code llmc_<id>_<secret><checksum>} with a public id of 8, a secret of 43
 * and a checksum of 6 characters, all of {@code 0-9A-Za-z}; session tokens begin with {@code
 * llms_}.
 *
 * <p>The secret is 256 random bits in base 62. The checksum is the CRC-32 of everything before it,
 * in base 62, so that mistyped and invented keys are refused, and leaked ones recognised, without a
 * query. For secret scanners: {@code llm[cs]_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}}.
 */
public final class KeyFormat {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int PREFIX = 5;
  private static final int ID = 8;
  private static final int SECRET = 43;
  private static final int CHECKSUM = 6;

  /** The length of every key. */
  public static final int LENGTH = PREFIX + ID + 1 + SECRET + CHECKSUM;

  private static final SecureRandom RANDOM = new SecureRandom();

  private KeyFormat() {}

  /** Creates a new random key. */
  public static IssuedKey issue(KeyKind kind) {
    StringBuilder text = new StringBuilder(LENGTH).append(kind.prefix());
    for (int i = 0; i < ID; i++) {
      text.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    String publicId = text.substring(PREFIX);
    text.append('_').append(base62(new BigInteger(256, RANDOM), SECRET));
    text.append(checksum(text, text.length()));
    String key = text.toString();
    return new IssuedKey(new Secret(key), KeyHash.of(key), publicId, key.substring(LENGTH - 4));
  }

  /** The kind of key, if format and checksum are valid; without a query. */
  public static Optional<KeyKind> kindOf(String text) {
    return looksGenuine(text)
        ? Optional.of(text.charAt(3) == 's' ? KeyKind.SESSION : KeyKind.API_KEY)
        : Optional.empty();
  }

  /** Whether prefix, length, alphabet and checksum are valid; without a query. */
  public static boolean looksGenuine(String text) {
    return text.length() == LENGTH
        && (text.startsWith(KeyKind.API_KEY.prefix()) || text.startsWith(KeyKind.SESSION.prefix()))
        && text.charAt(PREFIX + ID) == '_'
        && isAlphanumeric(text, PREFIX, PREFIX + ID)
        && isAlphanumeric(text, PREFIX + ID + 1, LENGTH)
        && text.endsWith(checksum(text, LENGTH - CHECKSUM));
  }

  private static boolean isAlphanumeric(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return true;
  }

  private static String checksum(CharSequence text, int length) {
    CRC32 crc = new CRC32();
    for (int i = 0; i < length; i++) {
      crc.update(text.charAt(i));
    }
    char[] digits = new char[CHECKSUM];
    long rest = crc.getValue();
    for (int i = CHECKSUM - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(digits);
  }

  private static String base62(BigInteger number, int length) {
    char[] digits = new char[length];
    BigInteger rest = number;
    for (int i = length - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(digits);
  }
}
