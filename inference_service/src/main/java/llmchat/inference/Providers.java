package llmchat.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import llmchat.inference.demo.DemoProvider;
import llmchat.inference.demo.DemoSettings;
import llmchat.inference.openai.OpenAiProvider;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmClients;
import llmchat.llm.routing.Router;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;
import llmchat.llm.upstream.Timeouts;
import llmchat.server.config.Settings;
import llmchat.server.models.ConfiguredModel;
import llmchat.server.models.ConfiguredProvider;
import llmchat.server.models.ConfiguredTarget;
import llmchat.server.models.Models;
import llmchat.server.outbound.OutboundSettings;

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
        Models.of(settings),
        OutboundSettings.timeouts(settings),
        OutboundSettings.bounds(settings),
        settings.get(DemoSettings.DEMO_DELAY),
        time);
  }

  @Override
  public LlmClient on(EventLoop loop) {
    OutboundHttp http = new OutboundHttp(loop, timeouts, bounds);
    Map<String, List<LlmClient>> targets = new LinkedHashMap<>();
    for (ConfiguredModel model : models.models()) {
      targets.put(
          model.name(),
          model.targets().stream().map(target -> client(loop, http, target)).toList());
    }
    return new Router(targets);
  }

  private LlmClient client(EventLoop loop, OutboundHttp http, ConfiguredTarget target) {
    // Every target names a provider: Models checked that.
    ConfiguredProvider provider = Objects.requireNonNull(models.providers().get(target.provider()));
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
