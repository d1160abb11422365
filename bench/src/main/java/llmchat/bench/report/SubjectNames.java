package llmchat.bench.report;

import llmchat.bench.measure.Subjects;

/** How subjects are called in a report, and their colours in its picture. */
final class SubjectNames {
  static final String OURS = "LLM Chat";

  private SubjectNames() {}

  static String of(String subject) {
    return switch (subject) {
      case Subjects.STANDALONE -> OURS;
      case Subjects.SPLIT -> OURS + ", split";
      default -> subject;
    };
  }

  /** Ours stand out, the others recede. */
  static String colour(String subject) {
    return switch (subject) {
      case Subjects.STANDALONE -> "#2563eb";
      case Subjects.SPLIT -> "#7aa7f7";
      case Subjects.NGINX -> "#374151";
      default -> "#c9a27e";
    };
  }
}
