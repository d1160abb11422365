package llmchat.llm.routing;

import java.util.List;

/**
 * A model that is served.
 *
 * @param name what clients call it
 * @param contextTokens how much conversation it takes in
 * @param targets who answers for it, in the order to try; at least one
 */
public record ServedModel(String name, int contextTokens, List<Target> targets) {
  public ServedModel {
    targets = List.copyOf(targets);
  }
}
