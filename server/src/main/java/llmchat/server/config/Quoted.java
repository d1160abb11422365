package llmchat.server.config;

/** Makes texts of the configuration safe to repeat in messages. */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /**
   * The text in quotes: shortened, without control characters, and without anything before an
   * {@code @}, where URLs have passwords.
   */
  public static String text(String text) {
    String safe = masked(text, "***");
    String shortened = safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
    return '"' + plain(shortened) + '"';
  }

  /**
   * The text with control characters replaced by question marks: one line that is safe to print.
   */
  public static String plain(String text) {
    return text.replaceAll("\\p{Cc}", "?");
  }

  /** The URL with its password masked, including one in a query parameter. */
  public static String url(String url) {
    int begin = url.indexOf("//") + 2;
    int colon = url.indexOf(':', begin);
    boolean hasUser = begin > 1 && colon > begin && colon < url.lastIndexOf('@');
    return masked(url, hasUser ? url.substring(begin, colon) + ":***" : "***")
        .replaceAll("(?i)([?&][a-z]*password=)[^&]*", "$1***");
  }

  /** Replaces everything between the {@code //}, or the beginning, and the last {@code @}. */
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
