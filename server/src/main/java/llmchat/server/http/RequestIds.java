package llmchat.server.http;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Chooses the id of a request: the client's own if it is harmless, otherwise a new one. */
final class RequestIds {
  private static final int MAX_LENGTH = 128;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private RequestIds() {}

  static String choose(@Nullable String offered) {
    return offered != null && harmless(offered) ? offered : create();
  }

  /**
   * Allows only letters, digits, {@code -}, {@code _} and {@code .}, which are safe in headers, log
   * lines and URLs.
   */
  private static boolean harmless(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean ok =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.';
      if (!ok) {
        return false;
      }
    }
    return true;
  }

  private static String create() {
    // 96 random bits; an id is not a secret, so a fast generator is enough.
    char[] id = new char[28];
    "req_".getChars(0, 4, id, 0);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long bits = random.nextLong();
    for (int i = 4; i < id.length; i++) {
      if (i == 20) {
        bits = random.nextLong();
      }
      id[i] = HEX[(int) (bits & 15)];
      bits >>>= 4;
    }
    return new String(id);
  }
}
