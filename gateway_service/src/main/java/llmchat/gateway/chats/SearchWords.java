package llmchat.gateway.chats;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a search query, of letters and digits in lower case. A text matches if, for each of
 * them, it contains a word that begins with it. Other characters only separate words, so nothing in
 * a query is syntax to a database.
 */
record SearchWords(List<String> words) {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final int MAX_WORDS = 8;
  private static final int MAX_WORD_LENGTH = 64;

  SearchWords {
    words = List.copyOf(words);
  }

  static SearchWords of(String query) {
    return new SearchWords(
        BETWEEN
            .splitAsStream(query.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .map(word ->
                word.codePointCount(0, word.length()) > MAX_WORD_LENGTH
                    ? word.substring(0, word.offsetByCodePoints(0, MAX_WORD_LENGTH))
                    : word)
            .limit(MAX_WORDS)
            .toList());
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** For SQLite's FTS5. */
  String fts5() {
    return words.stream().map(word -> '"' + word + "\"*").collect(Collectors.joining(" "));
  }

  /** For PostgreSQL's {@code to_tsquery}. */
  String tsquery() {
    return words.stream().map(word -> word + ":*").collect(Collectors.joining(" & "));
  }

  /** Whether the text matches all of the words. */
  boolean allIn(String text) {
    return words.stream()
        .allMatch(word -> new SearchWords(List.of(word)).anywhere().matcher(text).find());
  }

  /** Matches any of the words at the start of a word, ignoring case. */
  Pattern anywhere() {
    return Pattern.compile(
        words.stream()
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")")),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
