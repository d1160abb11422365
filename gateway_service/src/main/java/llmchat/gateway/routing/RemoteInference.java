package llmchat.gateway.routing;

import io.vertx.core.Future;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.ProviderSide;
import llmchat.llm.upstream.OutboundHttp;
import llmchat.llm.upstream.Server;

/**
 * An inference service elsewhere. The body goes out as it came, with usage asked for in streams.
 */
final class RemoteInference implements LlmClient {
  private final OutboundHttp http;
  private final Server server;

  RemoteInference(OutboundHttp http, Server server) {
    this.http = http;
    this.server = server;
  }

  @Override
  public Future<LlmReply> send(LlmCall call) {
    ProviderSide dialect = call.dialect().provider();
    String path = dialect.path(call, call.model());
    return http.send(call, path, dialect.body(call, call.model(), true), server)
        .map(RemoteInference::named);
  }

  /** An inference service that is away is our own trouble, not a provider's. */
  private static LlmReply named(LlmReply reply) {
    return reply instanceof LlmReply.Failed failed
            && failed.failure() instanceof Failure.UpstreamUnreachable
        ? new LlmReply.Failed(new Failure.InferenceUnreachable())
        : reply;
  }
}
