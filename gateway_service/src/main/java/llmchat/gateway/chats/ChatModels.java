package llmchat.gateway.chats;

import java.util.Map;

/**
 * The models for conversations.
 *
 * @param contextTokens how much conversation each takes in, by name
 * @param defaultModel for callers that name none
 */
public record ChatModels(Map<String, Integer> contextTokens, String defaultModel) {
  public ChatModels {
    contextTokens = Map.copyOf(contextTokens);
  }

  /** How much conversation the model takes in; 0 for one that is not served. */
  int contextTokens(String model) {
    return contextTokens.getOrDefault(model, 0);
  }

  /** Whether there is a model of that name. */
  public boolean serve(String model) {
    return contextTokens.containsKey(model);
  }
}
