package llmchat.server.observe;

import java.util.regex.Pattern;

/** Removes what looks like a secret from text to be logged. Pure. */
public final class Redaction {
  /**
   * Our keys, sessions and tokens, common provider keys, and credentials in headers or JSON.
   * Strings are matched possessively, because an ordinary loop over groups recurses and could
   * overflow the stack.
   */
  private static final Pattern SECRET =
      Pattern.compile(
          "llm[acs]_[0-9A-Za-z]{8}_[0-9A-Za-z]{20,}"
              + "|llmt_[0-9A-Za-z_-]{20,}"
              + "|\\b(?:sk|pk|rk|gsk|xai|pplx|hf|ghp|AIza)[-_]?[0-9A-Za-z_-]{16,}"
              + "|(?i:bearer|basic)\\s+[0-9A-Za-z._~+/=-]{8,}"
              + "|(?i)(?<=\"(?:password|api_key|apikey|access_token|authorization|token|secret)\"\\s{0,4}:\\s{0,4}\")"
              + "(?:[^\"\\\\]++|\\\\.)*+"
              + "|(?i)(?<=\\bpassword=)[^&\\s\"]+");

  private Redaction() {}

  /** The text with every secret replaced by {@code ***}. */
  public static String of(String text) {
    return SECRET.matcher(text).replaceAll("***");
  }
}
