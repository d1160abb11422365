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
 * Sends calls to another inference service over HTTP: the client's body byte for byte, with usage
 * requested in streams. Confined to its event loop.
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

  /** An unreachable inference service is our own failure, not a provider's. */
  private static LlmReply named(LlmReply reply) {
    return reply instanceof LlmReply.Failed failed
            && failed.failure() instanceof Failure.UpstreamUnreachable
        ? new LlmReply.Failed(new Failure.InferenceUnreachable())
        : reply;
  }
}
