package llmchat.server.models;

import java.util.List;

/**
 * A model that callers can name.
 *
 * @param name the name that callers use
 * @param targets where it can be had, in the order to try; empty where another inference service
 *     answers for it
 * @param contextTokens how many tokens of conversation it takes in
 */
public record ConfiguredModel(String name, List<ConfiguredTarget> targets, int contextTokens) {
  /** What is taken for granted where nothing is said. */
  public static final int DEFAULT_CONTEXT_TOKENS = 128_000;

  public ConfiguredModel {
    targets = List.copyOf(targets);
  }
}
