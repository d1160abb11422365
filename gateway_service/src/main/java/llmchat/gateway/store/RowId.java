package llmchat.gateway.store;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Ids of rows in the API: 128 random bits as 22 URL-safe characters. */
public final class RowId {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");

  private RowId() {}

  public static String next() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /** Whether a text has the format of an id; if not, no query is needed. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
