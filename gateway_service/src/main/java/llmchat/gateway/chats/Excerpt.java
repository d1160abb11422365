package llmchat.gateway.chats;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An extract of a text around the first match, in pieces that match and pieces that don't. */
public record Excerpt(List<Piece> pieces) {
  private static final int BEFORE = 40;
  private static final int LENGTH = 200;

  /** A piece of the extract. */
  public record Piece(String text, boolean match) {}

  public Excerpt {
    pieces = List.copyOf(pieces);
  }

  /** Begins some words before the first match. */
  static Excerpt of(String text, SearchWords words) {
    Pattern pattern = words.anywhere();
    String part = around(text, pattern).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = pattern.matcher(part);
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        pieces.add(new Piece(part.substring(end, matcher.start()), false));
      }
      pieces.add(new Piece(matcher.group(), true));
      end = matcher.end();
    }
    if (end < part.length()) {
      pieces.add(new Piece(part.substring(end), false));
    }
    return new Excerpt(pieces);
  }

  private static String around(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    int from = matcher.find() ? beginOfWord(text, matcher.start()) : 0;
    int to = whole(text, Math.min(text.length(), from + LENGTH));
    return (from > 0 ? "… " : "") + text.substring(from, to) + (to < text.length() ? " …" : "");
  }

  /** The start of a whole word shortly before the match. */
  private static int beginOfWord(String text, int match) {
    int first = match - BEFORE;
    if (first <= 0) {
      return 0;
    }
    int space = text.indexOf(' ', first);
    return space >= 0 && space < match ? space + 1 : whole(text, first);
  }

  /** The position, moved on if it would split a surrogate pair. */
  private static int whole(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }
}
