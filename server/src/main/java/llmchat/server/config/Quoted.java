package llmchat.server.config;

/** Texts of the configuration as messages may repeat them. */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /**
   * The text in quotes: shortened, without control characters, and without what stands before an
   * {@code @}, where URLs have their passwords.
   */
  public static String text(String text) {
    String safe = masked(text, "***");
    String shortened = safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
    return '"' + plain(shortened) + '"';
  }

  /**
   * The text with a question mark for every control character: one line that a terminal may show.
   */
  public static String plain(String text) {
    return text.replaceAll("\\p{Cc}", "?");
  }

  /** The URL with its password masked, also where it stands among the parameters. */
  public static String url(String url) {
    int begin = url.indexOf("//") + 2;
    int colon = url.indexOf(':', begin);
    boolean hasUser = begin > 1 && colon > begin && colon < url.lastIndexOf('@');
    return masked(url, hasUser ? url.substring(begin, colon) + ":***" : "***")
        .replaceAll("(?i)([?&][a-z]*password=)[^&]*", "$1***");
  }

  /** Replaces everything from the {@code //}, or from the beginning, to the last {@code @}. */
  private static String masked(String text, String mask) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return text;
    }
    int slashes = text.indexOf("//");
    String scheme = slashes >= 0 && slashes < at ? text.substring(0, slashes + 2) : "";
    return scheme + mask + text.substring(at);
  }
}
