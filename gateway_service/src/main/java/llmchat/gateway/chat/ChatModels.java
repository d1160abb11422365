package llmchat.gateway.chat;

import java.util.Map;

/**
 * The models for conversations.
 *
 * @param contextTokens how much conversation each takes in, by name
 * @param defaultModel for callers that name none
 */
public record ChatModels(Map<String, Integer> contextTokens, String defaultModel) {
  /** A token of text has at least this many bytes on average, in any language that models know. */
  private static final int BYTES_PER_TOKEN = 2;

  public ChatModels {
    contextTokens = Map.copyOf(contextTokens);
  }

  /** The bytes of earlier turns that fit; half of the context is left for question and answer. */
  long historyBytes(String model) {
    return (long) contextTokens.getOrDefault(model, 0) * BYTES_PER_TOKEN / 2;
  }
}
