package llmchat.inference.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.Usage;
import llmchat.llm.chat.ChatAnswer;
import llmchat.llm.chat.ChatPrompt;
import llmchat.llm.chat.ChatRole;
import llmchat.llm.chat.Turn;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.dialect.FirstApi;
import llmchat.llm.routing.Catalogue;
import llmchat.server.call.CallReader;
import llmchat.server.form.BoundedJson;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first API's {@code POST /chat}: {@code {"message", "chat_history": [{"text", "role"}]}} in,
 * {@code {"response"}} out.
 */
final class FirstApiChat {
  /** In bytes: it is read on the event loop. */
  private static final long LARGEST_REQUEST = 8_000_000;

  /** A conversation has few values; more than these would only fill the memory. */
  private static final JsonMapper JSON = BoundedJson.withTokens(100_000);

  private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

  private final Bodies bodies;
  private final CallReader calls;
  private final Supplier<Catalogue> catalogue;
  private final String systemPrompt;

  FirstApiChat(
      Bodies bodies, CallReader calls, Supplier<Catalogue> catalogue, String systemPrompt) {
    this.bodies = bodies;
    this.calls = calls;
    this.catalogue = catalogue;
    this.systemPrompt = systemPrompt;
  }

  /** Reads a call; fails with a {@link Failure} that names the invalid field. */
  Future<LlmCall> read(Exchange exchange) {
    return bodies
        .readJson(exchange, LARGEST_REQUEST)
        .map(this::prompt)
        .map(prompt ->
            calls.write(exchange, Dialects.CHAT, prompt, false, bodies.replyMemory(exchange)));
  }

  private ChatPrompt prompt(Buffer body) {
    JsonNode request = parse(body);
    JsonNode message = request.path("message");
    if (!message.isString()) {
      throw new FailureException(
          new Failure.BadRequest("'message' must be a string.", Optional.of("message")));
    }
    List<Turn> turns = new ArrayList<>(history(request.path("chat_history")));
    turns.add(Turn.user(message.asString()));
    return new ChatPrompt(catalogue.get().defaultModel(), systemPrompt, turns);
  }

  private static JsonNode parse(Buffer body) {
    try {
      return JSON.readTree(body.getBytes());
    } catch (JacksonException e) {
      throw new FailureException(Failure.BadRequest.of("The body is not valid JSON."));
    }
  }

  private static List<Turn> history(JsonNode history) {
    if (!history.isMissingNode() && !history.isNull() && !history.isArray()) {
      throw badHistory();
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonNode turn : history) {
      turns.add(new Turn(role(turn.path("role").asString("")), text(turn.path("text"))));
    }
    return turns;
  }

  private static ChatRole role(String role) {
    return switch (role) {
      case "user" -> ChatRole.USER;
      case "assistant" -> ChatRole.ASSISTANT;
      default -> throw badHistory();
    };
  }

  private static String text(JsonNode text) {
    if (!text.isString()) {
      throw badHistory();
    }
    return text.asString();
  }

  private static FailureException badHistory() {
    return new FailureException(
        new Failure.BadRequest(
            "'chat_history' must be a list of {\"text\": \"…\", \"role\": \"user\" or"
                + " \"assistant\"}.",
            Optional.of("chat_history")));
  }

  /** Converts a reply to the format of this API. */
  Future<LlmReply> answer(LlmReply reply) {
    return Future.succeededFuture(
        switch (Dialects.CHAT.answer(reply)) {
          case ChatAnswer.Text(String text, Usage usage) ->
              new LlmReply.Whole(200, HEADERS, JsonBody.of(new Answer(text)), usage);
          case ChatAnswer.Refused(int status, String detail) ->
              new LlmReply.Refused(status, HEADERS, FirstApi.detail(detail));
          case ChatAnswer.None(Failure failure) -> new LlmReply.Failed(failure);
        });
  }

  private record Answer(String response) {}
}
