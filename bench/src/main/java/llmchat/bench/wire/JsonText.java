package llmchat.bench.wire;

/** Finds members in JSON text without reading all of it. */
public final class JsonText {
  private JsonText() {}

  /**
   * Where the value of the first member of that key begins between {@code from} and {@code to}, or
   * -1. Inside of a JSON string a quote is escaped, so a text that speaks of the key does not look
   * like it.
   *
   * @param key with its quotes
   */
  public static int member(String text, int from, int to, String key) {
    for (int at = text.indexOf(key, from, to); at >= 0; at = text.indexOf(key, at + 1, to)) {
      int colon = skipSpace(text, at + key.length(), to);
      if (colon < to && text.charAt(colon) == ':') {
        return skipSpace(text, colon + 1, to);
      }
    }
    return -1;
  }

  /** Whether the first member of that key, with its quotes, is {@code true}. */
  public static boolean isTrue(String text, String key) {
    int value = member(text, 0, text.length(), key);
    return value >= 0 && text.startsWith("true", value);
  }

  /** The first index at or after {@code from} that is no white space. */
  public static int skipSpace(String text, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }
}
