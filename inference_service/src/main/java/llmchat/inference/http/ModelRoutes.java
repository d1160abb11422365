package llmchat.inference.http;

import llmchat.llm.Endpoint;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.server.http.CallReader;
import llmchat.server.http.ErrorShape;
import llmchat.server.http.Exchange;
import llmchat.server.http.ReplyWriter;
import llmchat.server.http.Routes;

/** The OpenAI-compatible calls, relayed byte for byte to the provider of their model. */
final class ModelRoutes {
  private final EventLoop loop;
  private final TokenCheck token;
  private final LlmClient models;
  private final CallReader calls;

  ModelRoutes(EventLoop loop, TokenCheck token, LlmClient models, CallReader calls) {
    this.loop = loop;
    this.token = token;
    this.models = models;
    this.calls = calls;
  }

  void addTo(Routes routes) {
    for (Endpoint endpoint : Endpoint.values()) {
      routes.post(
          "/v1" + endpoint.path(),
          ErrorShape.OPENAI,
          token.guard(exchange -> relay(exchange, endpoint)));
    }
  }

  private void relay(Exchange exchange, Endpoint endpoint) {
    calls
        .read(exchange, endpoint)
        .onSuccess(call -> send(exchange, call))
        .onFailure(exchange::fail);
  }

  private void send(Exchange exchange, LlmCall call) {
    // Usage is booked where the call came from.
    ReplyWriter writer = new ReplyWriter(exchange, loop.watch(), (usage, outcome) -> {});
    writer.begin(call).compose(models::send).onSuccess(writer::write).onFailure(writer::fault);
  }
}
