package llmchat.llm.config;

import java.util.regex.Pattern;

/** Texts of the configuration as an error message may repeat them. */
final class Quoted {
  private static final int LONGEST = 60;
  private static final Pattern USER_IN_URL = Pattern.compile("//[^/@\\s]*@");

  private Quoted() {}

  /** The text in quotes: shortened, control characters replaced, the user part of URLs masked. */
  static String text(String text) {
    String safe = USER_IN_URL.matcher(text).replaceAll("//***@");
    String shortened = safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
    return '"' + shortened.replaceAll("\\p{Cntrl}", "?") + '"';
  }

  /** A URL with everything between the scheme and the {@code @} masked but the user name. */
  static String url(String url) {
    return url.replaceAll("//([^:/@\\s]*):[^/\\s]*@", "//$1:***@")
        .replaceAll("(?i)([?&](?:password|sslpassword)=)[^&]*", "$1***");
  }
}
