package llmchat.gateway.routing;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmClients;
import llmchat.llm.Secret;
import llmchat.llm.routing.Router;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;
import llmchat.llm.upstream.Timeouts;
import llmchat.server.config.Settings;
import llmchat.server.models.Routing;
import llmchat.server.models.TokenSettings;
import llmchat.server.outbound.OutboundSettings;

/** The inference services of {@code INFERENCE_ROUTING}, by model. */
public final class InferenceServices implements LlmClients {
  private final Map<String, URI> addresses;
  private final Optional<Secret> token;
  private final Timeouts timeouts;
  private final OutboundHttp.Bounds bounds;

  /** Those of the settings. */
  public InferenceServices(Settings settings) {
    this.addresses = Routing.of(settings).inference();
    this.token = settings.find(TokenSettings.INFERENCE_TOKEN);
    this.timeouts = OutboundSettings.timeouts(settings);
    this.bounds = OutboundSettings.bounds(settings);
  }

  @Override
  public LlmClient on(EventLoop loop) {
    OutboundHttp http = new OutboundHttp(loop, timeouts, bounds);
    Map<String, List<LlmClient>> targets = new LinkedHashMap<>();
    addresses.forEach((model, address) ->
        targets.put(
            model, List.of(new RemoteInference(http, Server.of(address.resolve("/v1"), token)))));
    return new Router(targets);
  }
}
