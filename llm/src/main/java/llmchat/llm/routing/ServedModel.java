package llmchat.llm.routing;

import java.util.List;

/**
 * A model that clients can call. Immutable.
 *
 * @param name the name that clients use
 * @param contextTokens the size of its context window, in tokens
 * @param targets where its calls are sent, in the order to try; at least one
 */
public record ServedModel(String name, int contextTokens, List<Target> targets) {
  public ServedModel {
    targets = List.copyOf(targets);
  }
}
