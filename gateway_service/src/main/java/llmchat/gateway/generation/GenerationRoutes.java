package llmchat.gateway.generation;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.chats.AnswerStore.Place;
import llmchat.gateway.chats.ApiResponder;
import llmchat.gateway.chats.Chat;
import llmchat.gateway.chats.UserChats;
import llmchat.gateway.generation.GenerationStarter.Request;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.routing.Catalogue;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.ClientStream;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;

/** The routes that start an answer, start another one, follow one, and stop it. */
public final class GenerationRoutes {
  private static final Failure NO_GENERATION = new Failure.NotFound("No such answer in progress");

  /** In UTF-16 units; more than fits any model's context. */
  private static final int MAX_QUESTION_LENGTH = 1_000_000;

  private final LoopContext owner;
  private final Authentication authentication;
  private final ApiResponder answering;
  private final Bodies bodies;
  private final UserChats chats;
  private final Supplier<Catalogue> catalogue;
  private final GenerationStarter starter;
  private final Generations generations;

  /** Wires the routes of one event loop. */
  public GenerationRoutes(
      LoopContext owner,
      Authentication authentication,
      Bodies bodies,
      UserChats chats,
      Supplier<Catalogue> catalogue,
      GenerationStarter starter,
      Generations generations) {
    this.owner = owner;
    this.authentication = authentication;
    this.answering = new ApiResponder(authentication);
    this.bodies = bodies;
    this.chats = chats;
    this.catalogue = catalogue;
    this.starter = starter;
    this.generations = generations;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    String messages = "/api/chats/{chat_id}/messages";
    routes.post(messages, this::ask);
    routes.post(messages + "/{message_id}/answers", this::regenerate);
    routes.get("/api/generations/{generation_id}/events", this::follow);
    routes.post("/api/generations/{generation_id}/stop", this::stop);
  }

  private void ask(Exchange exchange) {
    answering.answerOn(
        exchange,
        202,
        (caller, chatId) ->
            Form.readJson(exchange, bodies).compose(form -> ask(exchange, caller, chatId, form)));
  }

  private Future<AnswerJson.Asked> ask(Exchange exchange, Caller caller, String chatId, Form form) {
    String text = form.requiredText("text");
    Optional<Long> parent = form.number("parent_id");
    Optional<String> model = form.text("model").filter(name -> !name.isEmpty());
    form.check();
    if (text.isBlank()) {
      form.reject("text", "string_too_short", "String should have at least 1 character");
    } else if (text.length() > MAX_QUESTION_LENGTH) {
      form.reject("text", "string_too_long", "String should have at most 1000000 characters");
    }
    form.check();
    Place place =
        parent
            .<Place>map(Place.After::new)
            .orElse(form.has("parent_id") ? new Place.First() : new Place.AtEnd());
    return request(caller, chatId, model)
        .compose(request -> starter.ask(exchange, request, place, text))
        .map(AnswerJson.Asked::of);
  }

  private void regenerate(Exchange exchange) {
    answering.answerOn(
        exchange,
        202,
        (caller, chatId) ->
            Form.readJsonIfAny(exchange, bodies)
                .compose(form -> {
                  Optional<String> model = form.text("model").filter(name -> !name.isEmpty());
                  form.check();
                  long questionId = messageId(exchange);
                  return request(caller, chatId, model)
                      .compose(request -> starter.regenerate(exchange, request, questionId))
                      .map(AnswerJson.Asked::of);
                }));
  }

  private static long messageId(Exchange exchange) {
    String text = exchange.pathParameter("message_id");
    if (!text.matches("[0-9]{1,18}")) {
      throw new FailureException(new Failure.NotFound("Chat or message not found"));
    }
    return Long.parseLong(text);
  }

  /** Looks up the chat before the limits count the call, so that a wrong id costs none. */
  private Future<Request> request(Caller caller, String chatId, Optional<String> asked) {
    return chats
        .find(caller.userId(), chatId)
        .map(ApiResponder::found)
        .map(chat -> new Request(caller, chatId, model(chat, asked)));
  }

  private String model(Chat chat, Optional<String> asked) {
    Catalogue served = catalogue.get();
    // A model that is no longer served must not make a chat unusable.
    String model =
        asked.or(() -> chat.model().filter(served::serves)).orElseGet(served::defaultModel);
    if (!served.serves(model)) {
      throw new FailureException(new Failure.UnknownModel(model));
    }
    return model;
  }

  private void follow(Exchange exchange) {
    authentication
        .caller(exchange)
        .map(caller -> generation(exchange, caller).follower(owner.context(), after(exchange)))
        .onSuccess(follower ->
            exchange
                .holdUntilDelivered(generations.followers())
                .ifPresentOrElse(
                    exchange::fail,
                    () -> ClientStream.follow(exchange, owner.loop().watch(), follower)))
        .onFailure(exchange::fail);
  }

  /** From the header that browsers send by themselves after a lost connection, or the query. */
  private static int after(Exchange exchange) {
    String text =
        exchange.header("last-event-id").or(() -> exchange.query("after")).orElse("0").strip();
    if (!text.matches("[0-9]{1,9}")) {
      throw ApiResponder.badQuery("after", "the id of the last event");
    }
    return Integer.parseInt(text);
  }

  private void stop(Exchange exchange) {
    answering.answer(
        exchange, caller -> generation(exchange, caller).stop(owner.context()).map(AnswerJson::of));
  }

  private Generation generation(Exchange exchange, Caller caller) {
    return generations
        .find(caller.userId(), exchange.pathParameter("generation_id"))
        .orElseThrow(() -> new FailureException(NO_GENERATION));
  }
}
