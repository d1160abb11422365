package llmchat.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests names for misspelt ones. */
public final class Spelling {
  private Spelling() {}

  /** The nearest of the names, if it is at most {@code most} edits away. */
  static Optional<String> nearest(String word, Collection<String> names, int most) {
    return names.stream()
        .filter(name -> Math.abs(name.length() - word.length()) <= most)
        .filter(name -> distance(word, name) <= most)
        .min(Comparator.comparingInt(name -> distance(word, name)));
  }

  /** The end of an error message: {@code did you mean X?}, or else the other advice. */
  public static String advice(String word, Collection<String> names, String otherwise) {
    return nearest(word, names, Math.max(1, Math.min(3, word.length() / 3)))
        .map(name -> "did you mean " + name + "?")
        .orElse(otherwise);
  }

  /** The number of insertions, deletions, substitutions and swaps (optimal string alignment). */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
