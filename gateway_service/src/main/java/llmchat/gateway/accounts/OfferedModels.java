package llmchat.gateway.accounts;

import java.util.List;
import llmchat.server.models.ConfiguredModel;
import llmchat.server.models.ConfiguredModels;
import llmchat.server.models.ConfiguredProvider;

/**
 * The models that callers can choose.
 *
 * @param names in display order
 * @param defaultModel for calls that name no model
 * @param demo whether all of them are the built-in demo; false for models on other services
 */
record OfferedModels(List<String> names, String defaultModel, boolean demo) {
  public OfferedModels {
    names = List.copyOf(names);
  }

  /** The configured models. */
  public static OfferedModels of(ConfiguredModels models) {
    return new OfferedModels(
        models.models().stream().map(ConfiguredModel::name).toList(),
        models.defaultModel(),
        models.models().stream().allMatch(model -> isDemo(models, model)));
  }

  private static boolean isDemo(ConfiguredModels models, ConfiguredModel model) {
    return !model.targets().isEmpty()
        && model.targets().stream()
            .map(target -> models.providers().get(target.provider()))
            .allMatch(
                provider -> provider != null && provider.kind() == ConfiguredProvider.Kind.DEMO);
  }
}
