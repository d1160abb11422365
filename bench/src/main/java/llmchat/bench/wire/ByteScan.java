package llmchat.bench.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds things in ranges of bytes, without making anything of them. */
public final class ByteScan {
  private ByteScan() {}

  /** The bytes of an ASCII text. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Where the pattern begins between {@code from} and {@code to}, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, byte[] pattern) {
    var first = pattern[0];
    var last = to - pattern.length;
    for (var at = from; at <= last; at++) {
      if (bytes[at] == first && matches(bytes, at, pattern)) {
        return at;
      }
    }
    return -1;
  }

  /** Where the byte is between {@code from} and {@code to}, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    for (var at = from; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  /** Whether the range begins with the pattern. */
  public static boolean startsWith(byte[] bytes, int from, int to, byte[] pattern) {
    return to - from >= pattern.length && matches(bytes, from, pattern);
  }

  private static boolean matches(byte[] bytes, int at, byte[] pattern) {
    return Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length);
  }

  /** Whether the range is the pattern, which is in lower case, in any case of ASCII letters. */
  static boolean isIgnoringCase(byte[] bytes, int from, int to, byte[] pattern) {
    if (to - from != pattern.length) {
      return false;
    }
    for (var i = 0; i < pattern.length; i++) {
      if (lower(bytes[from + i]) != pattern[i]) {
        return false;
      }
    }
    return true;
  }

  static int lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  }

  /** The first index at or after {@code from} that is neither space nor tab nor line end. */
  public static int skipSpace(byte[] bytes, int from, int to) {
    var at = from;
    while (at < to && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte value) {
    return value == ' ' || value == '\t' || value == '\n' || value == '\r';
  }

  /**
   * Where the value of a JSON member begins, or -1: the first quoted key of this spelling with a
   * colon after it, spaces allowed. Inside of a JSON string a quote is escaped, so a text that
   * speaks of the key does not look like it.
   *
   * @param key with its quotes
   */
  public static int member(byte[] bytes, int from, int to, byte[] key) {
    var at = indexOf(bytes, from, to, key);
    while (at >= 0) {
      var colon = skipSpace(bytes, at + key.length, to);
      if (colon < to && bytes[colon] == ':') {
        return skipSpace(bytes, colon + 1, to);
      }
      at = indexOf(bytes, colon, to, key);
    }
    return -1;
  }

  /** Whether the first JSON member of this key is {@code true}. */
  public static boolean isTrue(byte[] bytes, int from, int to, byte[] key) {
    var value = member(bytes, from, to, key);
    return value >= 0 && startsWith(bytes, value, to, TRUE);
  }

  private static final byte[] TRUE = ascii("true");
}
