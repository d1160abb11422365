package llmchat.bench.report;

import llmchat.bench.measure.Subjects;

/** How subjects are called in a report. */
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
}
