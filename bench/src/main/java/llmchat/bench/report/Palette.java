package llmchat.bench.report;

import llmchat.bench.measure.Subjects;

/** Colours of the picture: ours stand out, the others recede. */
final class Palette {
  private static final String OURS = "#2563eb";
  private static final String OURS_SPLIT = "#7aa7f7";
  private static final String LIMIT = "#374151";
  private static final String PEER = "#c9a27e";

  private Palette() {}

  static String of(String subject) {
    return switch (subject) {
      case Subjects.STANDALONE -> OURS;
      case Subjects.SPLIT -> OURS_SPLIT;
      case Subjects.NGINX -> LIMIT;
      default -> PEER;
    };
  }
}
