package llmchat.server.models;

import java.util.List;

/**
 * A model in the configuration. Immutable.
 *
 * @param name the name that callers use
 * @param targets its targets, in the order to try; empty if another inference service serves it
 * @param contextTokens the size of its context window, in tokens
 */
public record ConfiguredModel(String name, List<ConfiguredTarget> targets, int contextTokens) {
  /** The default context window. */
  public static final int DEFAULT_CONTEXT_TOKENS = 128_000;

  public ConfiguredModel {
    targets = List.copyOf(targets);
  }
}
