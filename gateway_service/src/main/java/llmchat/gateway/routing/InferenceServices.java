package llmchat.gateway.routing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.KeyHeader;
import llmchat.llm.TargetName;
import llmchat.llm.dialect.openai.OpenAi;
import llmchat.llm.routing.Target;
import llmchat.llm.upstream.Server;
import llmchat.server.config.Settings;
import llmchat.server.models.Routing;
import llmchat.server.models.TokenSettings;

/** The inference services of {@code INFERENCE_ROUTING}, by model. */
public final class InferenceServices {
  private static final String PROVIDER = "inference";

  private final Map<String, URI> addresses;
  private final Optional<KeyHeader> token;

  /** The services in the settings. */
  public InferenceServices(Settings settings) {
    this.addresses = Routing.of(settings).inference();
    this.token =
        settings.find(TokenSettings.INFERENCE_TOKEN).map(OpenAi.CHAT.provider()::authentication);
  }

  /** Whether one of them serves the model. */
  public boolean serve(String model) {
    return addresses.containsKey(model);
  }

  /** The target for the model, its inference service; empty if it has none. */
  public List<Target> targets(String model) {
    URI address = addresses.get(model);
    if (address == null) {
      return List.of();
    }
    Server server = Server.of(address.resolve("/v1"), token);
    return List.of(
        new Target(
            new TargetName(PROVIDER, model), (loop, http) -> new RemoteInference(http, server)));
  }
}
