package llmchat.inference.demo;

import java.util.ArrayList;
import java.util.List;

/** The words of the demo model. */
final class DemoText {
  private static final int MAX_QUOTE = 200;
  private static final String[] FILLER =
      "every word of this sentence was counted out for you by the demo model ,".split(" ");

  private DemoText() {}

  /** The answer: that this is a demo, the user's prompt, and how to get a real model. */
  static List<String> answer(String prompt, DemoDirective directive) {
    if (directive.words().isPresent()) {
      return counted(directive.words().getAsInt());
    }
    String asked = prompt.length() > MAX_QUOTE ? prompt.substring(0, MAX_QUOTE) + "…" : prompt;
    return List.of(
        ("This is LLM Chat's demo model, which only repeats what you write. You wrote: \""
                + asked.strip()
                + "\". Set OPENAI_API_KEY and restart to talk to a real model.")
            .split("(?<= )"));
  }

  private static List<String> counted(int words) {
    List<String> text = new ArrayList<>(words);
    for (int i = 0; i < words; i++) {
      text.add(FILLER[i % FILLER.length] + (i + 1 < words ? " " : ""));
    }
    return text;
  }

  /** A rough count of tokens: one per word. */
  static int tokens(String text) {
    int words = 0;
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      boolean next = Character.isWhitespace(text.charAt(i));
      words += blank && !next ? 1 : 0;
      blank = next;
    }
    return words;
  }
}
