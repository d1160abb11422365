package llmchat.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import llmchat.inference.demo.DemoProvider;
import llmchat.inference.openai.OpenAiProvider;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmClients;
import llmchat.llm.routing.Router;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;
import llmchat.llm.upstream.Timeouts;
import llmchat.server.config.KnownSettings;
import llmchat.server.config.ModelSettings;
import llmchat.server.config.Models;
import llmchat.server.config.OutboundSettings;
import llmchat.server.config.ProviderSettings;
import llmchat.server.config.Settings;
import llmchat.server.config.TargetSettings;

/** Every model of the configuration with its providers behind it: the place that knows them all. */
public final class Providers implements LlmClients {
  private final Models models;
  private final Timeouts timeouts;
  private final OutboundHttp.Bounds bounds;
  private final Duration demoPause;
  private final InstantSource time;

  private Providers(
      Models models,
      Timeouts timeouts,
      OutboundHttp.Bounds bounds,
      Duration demoPause,
      InstantSource time) {
    this.models = models;
    this.timeouts = timeouts;
    this.bounds = bounds;
    this.demoPause = demoPause;
    this.time = time;
  }

  /** The providers of the settings. */
  public static Providers of(Settings settings, InstantSource time) {
    return new Providers(
        settings.models(),
        OutboundSettings.timeouts(settings),
        OutboundSettings.bounds(settings),
        settings.get(KnownSettings.DEMO_DELAY),
        time);
  }

  @Override
  public LlmClient on(EventLoop loop) {
    OutboundHttp http = new OutboundHttp(loop, timeouts, bounds);
    Map<String, List<LlmClient>> targets = new LinkedHashMap<>();
    for (ModelSettings model : models.models()) {
      targets.put(
          model.name(),
          model.targets().stream().map(target -> client(loop, http, target)).toList());
    }
    return new Router(targets);
  }

  private LlmClient client(EventLoop loop, OutboundHttp http, TargetSettings target) {
    // Every target names a provider: Models checked that.
    ProviderSettings provider = Objects.requireNonNull(models.providers().get(target.provider()));
    return switch (provider.kind()) {
      case DEMO -> new DemoProvider(loop, demoPause, time);
      case OPENAI ->
          new OpenAiProvider(
              http,
              Server.of(provider.baseUrl(), provider.apiKey()),
              target.model(),
              provider.usageInStreams());
    };
  }
}
