package llmchat.inference.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Cancellation;
import llmchat.llm.Endpoint;
import llmchat.llm.EventLoop;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.chat.ChatAnswer;
import llmchat.llm.chat.ChatPrompt;
import llmchat.server.http.Bodies;
import llmchat.server.http.ErrorShape;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first API's {@code POST /chat}: {@code {"message", "chat_history": [{"text", "role"}]}} in,
 * {@code {"response"}} out.
 */
final class SeedChat {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final EventLoop loop;
  private final TokenCheck token;
  private final LlmClient models;
  private final Bodies bodies;
  private final String model;
  private final String systemPrompt;

  SeedChat(
      EventLoop loop,
      TokenCheck token,
      LlmClient models,
      Bodies bodies,
      String model,
      String systemPrompt) {
    this.loop = loop;
    this.token = token;
    this.models = models;
    this.bodies = bodies;
    this.model = model;
    this.systemPrompt = systemPrompt;
  }

  void addTo(Routes routes) {
    routes.post("/chat", ErrorShape.DETAIL, token.guard(this::chat));
  }

  private void chat(Exchange exchange) {
    bodies
        .readJson(exchange)
        .map(this::prompt)
        .onSuccess(prompt -> send(exchange, prompt))
        .onFailure(exchange::fail);
  }

  private Buffer prompt(Buffer body) {
    JsonNode request = parse(body);
    JsonNode message = request.path("message");
    if (!message.isString()) {
      throw new FailureException(
          new Failure.BadRequest("'message' must be a string.", Optional.of("message")));
    }
    ChatPrompt prompt = new ChatPrompt(model, systemPrompt);
    JsonNode history = request.path("chat_history");
    if (!history.isMissingNode() && !history.isNull() && !history.isArray()) {
      throw badHistory();
    }
    for (JsonNode turn : history) {
      String role = turn.path("role").asString("");
      if (!turn.path("text").isString() || !(role.equals("user") || role.equals("assistant"))) {
        throw badHistory();
      }
      prompt.add(role, turn.path("text").asString());
    }
    return prompt.add("user", message.asString()).body(false);
  }

  private static JsonNode parse(Buffer body) {
    try {
      return JSON.readTree(body.getBytes());
    } catch (JacksonException e) {
      throw new FailureException(Failure.BadRequest.of("The body is not valid JSON."));
    }
  }

  private static FailureException badHistory() {
    return new FailureException(
        new Failure.BadRequest(
            "'chat_history' must be a list of {\"text\": \"…\", \"role\": \"user\" or"
                + " \"assistant\"}.",
            Optional.of("chat_history")));
  }

  private void send(Exchange exchange, Buffer body) {
    Cancellation cancellation = new Cancellation();
    exchange.whenGone(cancellation::cancel);
    LlmCall call =
        new LlmCall(
            exchange.id(),
            Endpoint.CHAT_COMPLETIONS,
            ChatPrompt.envelope(body),
            body,
            Map.of(),
            cancellation,
            bodies.forReply(exchange));
    exchange.notes().call(model, false);
    exchange.notes().dispatched(loop.watch().now());
    models.send(call).onSuccess(reply -> answer(exchange, reply)).onFailure(exchange::fail);
  }

  private void answer(Exchange exchange, LlmReply reply) {
    exchange.notes().answered(loop.watch().now());
    switch (ChatAnswer.of(reply)) {
      case ChatAnswer.Text(String text, var usage) -> {
        exchange.notes().usage(usage);
        exchange.send(200, Buffer.buffer(JSON.createObjectNode().put("response", text).toString()));
      }
      case ChatAnswer.Refused(int status, String detail) ->
          exchange.send(
              status, Buffer.buffer(JSON.createObjectNode().put("detail", detail).toString()));
      case ChatAnswer.None(Failure failure) -> exchange.fail(failure);
    }
  }
}
