package llmchat.llm.chat;

import java.util.List;

/**
 * What a model is asked in a conversation of ours.
 *
 * @param model the model's name here
 * @param systemPrompt what it is told first; empty for nothing
 * @param turns what was said before, oldest first, and the question at the end
 */
public record ChatPrompt(String model, String systemPrompt, List<Turn> turns) {
  public ChatPrompt {
    turns = List.copyOf(turns);
  }
}
