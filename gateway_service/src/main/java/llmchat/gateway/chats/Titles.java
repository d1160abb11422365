package llmchat.gateway.chats;

/** Derives the title of a chat from its first question. */
final class Titles {
  private static final int MAX_LENGTH = 60;

  private Titles() {}

  /** The first words on one line, at most 60 characters, cut between words if possible. */
  static String of(String question) {
    String line = question.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (line.codePointCount(0, line.length()) <= MAX_LENGTH) {
      return line;
    }
    String cut = line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH));
    int space = cut.lastIndexOf(' ');
    return (space > MAX_LENGTH / 2 ? cut.substring(0, space) : cut) + "…";
  }
}
