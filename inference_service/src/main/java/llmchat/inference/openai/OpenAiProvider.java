package llmchat.inference.openai;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.json.Splice;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;

/**
 * One model of a provider that speaks OpenAI's dialect. The client's body goes out as it came, but
 * for the model's name where that differs and for the request to report usage at a stream's end.
 */
public final class OpenAiProvider implements LlmClient {
  private final OutboundHttp http;
  private final Server server;
  private final String model;
  private final boolean usageInStreams;

  /**
   * For one model at one provider.
   *
   * @param model the provider's name for it
   * @param usageInStreams whether the provider understands {@code stream_options}
   */
  public OpenAiProvider(OutboundHttp http, Server server, String model, boolean usageInStreams) {
    this.http = http;
    this.server = server;
    this.model = model;
    this.usageInStreams = usageInStreams;
  }

  @Override
  public Future<LlmReply> send(LlmCall call) {
    Buffer body =
        Splice.apply(call.body(), call.envelope(), model, usageInStreams && call.stream());
    return http.send(call, body, server);
  }
}
