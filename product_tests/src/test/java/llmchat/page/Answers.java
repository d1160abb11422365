package llmchat.page;

import java.util.ArrayList;
import java.util.List;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Part;
import llmchat.testkit.Reply;

/** What the model answers. */
final class Answers {
  private static final int PIECE = 12;

  private Answers() {}

  /** A complete answer that arrives in small pieces. */
  static Reply of(String text) {
    return of(text, List.of());
  }

  /** An answer whose second half comes only after a wait. */
  static Reply halves(String first, Part wait, String second) {
    List<Part> parts = new ArrayList<>(pieces(first));
    parts.add(wait);
    return of(second, parts);
  }

  /** An answer that begins and then waits. */
  static Reply beginning(String text, Part wait) {
    List<Part> parts = new ArrayList<>();
    parts.add(OpenAi.role());
    parts.addAll(pieces(text));
    parts.add(wait);
    return Reply.events(parts.toArray(Part[]::new));
  }

  private static Reply of(String text, List<Part> before) {
    List<Part> parts = new ArrayList<>();
    parts.add(OpenAi.role());
    parts.addAll(before);
    parts.addAll(pieces(text));
    parts.add(OpenAi.finish("stop"));
    parts.add(OpenAi.usage(9, 9));
    parts.add(OpenAi.done());
    return Reply.events(parts.toArray(Part[]::new));
  }

  /** Pieces of whole characters, as a provider sends them. */
  private static List<Part> pieces(String text) {
    List<Part> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to =
          text.offsetByCodePoints(from, Math.min(PIECE, text.codePointCount(from, text.length())));
      pieces.add(OpenAi.chunk(text.substring(from, to)));
      from = to;
    }
    return pieces;
  }
}
