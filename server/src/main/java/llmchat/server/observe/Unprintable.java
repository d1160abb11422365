package llmchat.server.observe;

import java.util.HexFormat;

/**
 * Escapes characters that terminals interpret or that mislead readers: controls (C0, DEL, C1), line
 * and paragraph separators, and bidirectional marks. Logged text may come from any client; such a
 * character could clear the screen, forge a line or change how the text reads.
 */
final class Unprintable {
  private static final HexFormat HEX = HexFormat.of();

  private Unprintable() {}

  /** Writes them as JSON does, {@code \\u001b}, in the line from that index on. */
  static void escape(StringBuilder line, int from) {
    for (int i = line.length() - 1; i >= from; i--) {
      char c = line.charAt(i);
      if (is(c)) {
        line.replace(i, i + 1, "\\u" + HEX.toHexDigits(c));
      }
    }
  }

  private static boolean is(char c) {
    if (c < 0x7f) {
      return c < ' ';
    }
    return c <= 0x9f
        || c == '\u061c'
        || (c >= '\u200e' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
