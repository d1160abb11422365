package llmchat.llm.chat;

import java.util.List;

/**
 * The prompt of one answer in a stored conversation.
 *
 * @param model the name of the model in our catalogue
 * @param systemPrompt the system prompt; empty for none
 * @param turns the earlier messages, oldest first, and the question at the end
 */
public record ChatPrompt(String model, String systemPrompt, List<Turn> turns) {
  public ChatPrompt {
    turns = List.copyOf(turns);
  }
}
