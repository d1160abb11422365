package llmchat.server.models;

import static llmchat.server.config.Group.MODELS;

import java.util.List;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.config.SourcedText;
import llmchat.server.config.ValueTypes;

/** The settings for the models to serve and their system prompt. */
public final class ModelSettings {
  public static final Setting<List<String>> MODEL_NAME =
      Setting.of(
              "MODEL_NAME",
              ValueTypes.NAMES,
              MODELS,
              "Model to serve, or several separated by commas; the first is the default model")
          .shownAs(names -> String.join(",", names))
          .whenUnset("gpt-4o-mini with a key, demo without")
          .shownAlways();
  public static final Setting<String> SYSTEM_PROMPT =
      Setting.text("SYSTEM_PROMPT", MODELS, "System prompt of every chat")
          .withDefault("You are a helpful assistant.");

  /**
   * With the sections {@code providers} and {@code models} of the file, and {@link
   * ConfiguredModels}.
   */
  public static final ConfigSpec SPEC =
      ConfigSpec.of(MODEL_NAME, SYSTEM_PROMPT)
          .withFilePart(ModelsFile.PART)
          .withDerived(ConfiguredModels.CONFIGURED, DerivedModels::of)
          .withRow(MODEL_NAME, ModelSettings::names);

  private ModelSettings() {}

  private static SourcedText names(Settings settings) {
    List<String> names =
        ConfiguredModels.of(settings).models().stream().map(ConfiguredModel::name).toList();
    return new SourcedText(String.join(",", names), settings.get(ModelsFile.PART).sourceOfModels());
  }
}
