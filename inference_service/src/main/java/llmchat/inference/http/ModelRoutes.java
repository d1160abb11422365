package llmchat.inference.http;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.Cancellation;
import llmchat.llm.Endpoint;
import llmchat.llm.EventLoop;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.http.Bodies;
import llmchat.llm.http.ClientHeaders;
import llmchat.llm.http.ErrorShape;
import llmchat.llm.http.Exchange;
import llmchat.llm.http.ReplyWriter;
import llmchat.llm.http.Routes;
import llmchat.llm.json.BadEnvelopeException;
import llmchat.llm.json.EnvelopeReader;

/** The OpenAI-compatible calls, relayed byte for byte to the provider of their model. */
final class ModelRoutes {
  private final EventLoop loop;
  private final TokenCheck token;
  private final LlmClient models;
  private final Bodies bodies;
  private final EnvelopeReader envelopes = new EnvelopeReader();

  ModelRoutes(EventLoop loop, TokenCheck token, LlmClient models, Bodies bodies) {
    this.loop = loop;
    this.token = token;
    this.models = models;
    this.bodies = bodies;
  }

  void addTo(Routes routes) {
    for (Endpoint endpoint : Endpoint.values()) {
      routes.post(
          "/v1" + endpoint.path(), ErrorShape.OPENAI, exchange -> relay(exchange, endpoint));
    }
  }

  private void relay(Exchange exchange, Endpoint endpoint) {
    if (!token.admits(exchange)) {
      exchange.fail(new Failure.Unauthorized());
      return;
    }
    bodies
        .readJson(exchange)
        .map(body -> call(exchange, endpoint, body))
        .onSuccess(call -> send(exchange, call))
        .onFailure(exchange::fail);
  }

  private LlmCall call(Exchange exchange, Endpoint endpoint, Buffer body) {
    try {
      return new LlmCall(
          exchange.id(),
          endpoint,
          envelopes.read(body),
          body,
          ClientHeaders.of(exchange),
          new Cancellation());
    } catch (BadEnvelopeException e) {
      throw new FailureException(e.failure());
    }
  }

  private void send(Exchange exchange, LlmCall call) {
    exchange.notes().model = call.model();
    exchange.notes().stream = call.stream();
    exchange.notes().dispatched = loop.watch().now();
    ReplyWriter writer = new ReplyWriter(exchange, loop.watch(), (usage, outcome) -> {});
    exchange.whenGone(() -> {
      writer.clientGone();
      call.cancellation().cancel();
    });
    if (call.stream()) {
      writer.expectStream();
    }
    models.send(call).onSuccess(writer::write).onFailure(writer::fault);
  }
}
