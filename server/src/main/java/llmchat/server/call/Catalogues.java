package llmchat.server.call;

import java.util.List;
import java.util.function.Function;
import llmchat.llm.routing.Catalogue;
import llmchat.llm.routing.ServedModel;
import llmchat.llm.routing.Target;
import llmchat.server.models.ConfiguredModel;
import llmchat.server.models.ConfiguredModels;

/** Creates catalogues from configured models. */
public final class Catalogues {
  private Catalogues() {}

  /**
   * The catalogue of the configured models.
   *
   * @param targets the targets of a model, in the order to try
   */
  public static Catalogue of(
      ConfiguredModels models, Function<ConfiguredModel, List<Target>> targets) {
    return new Catalogue(
        models.models().stream()
            .map(
                model -> new ServedModel(model.name(), model.contextTokens(), targets.apply(model)))
            .toList(),
        models.defaultModel());
  }
}
