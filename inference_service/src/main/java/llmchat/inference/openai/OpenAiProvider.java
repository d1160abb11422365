package llmchat.inference.openai;

import io.vertx.core.Future;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.ProviderSide;
import llmchat.llm.dialect.openai.OpenAi;
import llmchat.llm.routing.Target;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;
import llmchat.server.models.ConfiguredProvider;

/**
 * One model of a provider that speaks OpenAI's dialects. The client's body is forwarded unchanged,
 * except for the model's name, where it differs, and the request for usage at the end of a stream.
 */
public final class OpenAiProvider implements LlmClient {
  private final OutboundHttp http;
  private final Server server;
  private final String model;
  private final boolean usageInStreams;

  private OpenAiProvider(OutboundHttp http, Server server, String model, boolean usageInStreams) {
    this.http = http;
    this.server = server;
    this.model = model;
    this.usageInStreams = usageInStreams;
  }

  /** Creates the clients of one of the provider's models; {@code model} is the provider's name. */
  public static Target.Adapter adapter(ConfiguredProvider provider, String model) {
    Server server =
        Server.of(
            provider.baseUrl(), provider.apiKey().map(OpenAi.CHAT.provider()::authentication));
    return (loop, http) -> new OpenAiProvider(http, server, model, provider.usageInStreams());
  }

  @Override
  public Future<LlmReply> send(LlmCall call) {
    ProviderSide dialect = call.dialect().provider();
    return http.send(
        call, dialect.path(call, model), dialect.body(call, model, usageInStreams), server);
  }
}
