package llmchat.inference;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import llmchat.inference.demo.DemoProvider;
import llmchat.inference.demo.DemoSettings;
import llmchat.inference.openai.OpenAiProvider;
import llmchat.llm.TargetName;
import llmchat.llm.routing.Target;
import llmchat.server.config.Settings;
import llmchat.server.models.ConfiguredModel;
import llmchat.server.models.ConfiguredModels;
import llmchat.server.models.ConfiguredProvider;
import llmchat.server.models.ConfiguredTarget;

/** Creates the targets of the configured providers; the only class that refers to every kind. */
public final class Providers {
  private final Settings settings;
  private final InstantSource time;

  /** For the providers in the settings. */
  public Providers(Settings settings, InstantSource time) {
    this.settings = settings;
    this.time = time;
  }

  /** The targets of a model, in the order to try. */
  public List<Target> targets(ConfiguredModel model) {
    return model.targets().stream().map(this::target).toList();
  }

  private Target target(ConfiguredTarget target) {
    return new Target(new TargetName(target.provider(), target.model()), adapter(target));
  }

  private Target.Adapter adapter(ConfiguredTarget target) {
    // ConfiguredModels has checked that every target refers to a provider.
    ConfiguredProvider provider =
        Objects.requireNonNull(ConfiguredModels.of(settings).providers().get(target.provider()));
    return switch (provider.kind()) {
      case DEMO -> DemoProvider.adapter(settings.get(DemoSettings.DEMO_DELAY), time);
      case OPENAI -> OpenAiProvider.adapter(provider, target.model());
    };
  }
}
