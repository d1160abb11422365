package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.calls.Calls;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.chat.ChatPrompt;
import llmchat.llm.chat.Turn;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.routing.Catalogue;
import llmchat.server.call.CallReader;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;
import llmchat.server.http.Routes;

/**
 * {@code POST /chat} of the first API, whole or streamed, and the history of a chat. A chat goes
 * through the same stops as a relayed call, with the history read before and written after it.
 */
public final class ChatRoutes {
  private static final Failure NOT_FOUND = new Failure.NotFound("Chat history not found");

  private final Authentication authentication;
  private final Bodies bodies;
  private final CallReader reader;
  private final Calls calls;
  private final ChatHistory store;
  private final Supplier<Catalogue> catalogue;
  private final String systemPrompt;

  /** Wires the routes of one event loop. */
  public ChatRoutes(
      Authentication authentication,
      Bodies bodies,
      CallReader reader,
      Calls calls,
      ChatHistory store,
      Supplier<Catalogue> catalogue,
      String systemPrompt) {
    this.authentication = authentication;
    this.bodies = bodies;
    this.reader = reader;
    this.calls = calls;
    this.store = store;
    this.catalogue = catalogue;
    this.systemPrompt = systemPrompt;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    routes.post("/chat", this::chat);
    routes.get("/chat/{chat_id}/history", this::history);
    routes.get("/chat/{username}/{chat_id}/history", this::historyOfUser);
  }

  /** A question, with the turns to send along. */
  record Question(Caller caller, ChatRequest request, String chatId, List<Turn> earlier) {}

  private void chat(Exchange exchange) {
    authentication
        .caller(exchange)
        .compose(caller -> read(exchange, caller))
        .compose(question -> calls.admit(exchange, question.caller()).map(question))
        .compose(this::withHistory)
        .compose(question ->
            calls
                .reserve(exchange, question.caller(), call(exchange, question))
                .onSuccess(call ->
                    calls.answer(exchange, call, new ChatReply(store, question)::forClient)))
        .onFailure(exchange::fail);
  }

  private Future<Question> read(Exchange exchange, Caller caller) {
    return Form.readJson(exchange, bodies)
        .map(form -> ChatRequest.of(form, catalogue.get()))
        .map(request ->
            new Question(
                caller, request, request.chatId().orElseGet(ChatHistory::newId), List.of()));
  }

  private Future<Question> withHistory(Question question) {
    if (question.request().chatId().isEmpty()) {
      return Future.succeededFuture(question);
    }
    ChatRequest request = question.request();
    return store
        .context(
            question.caller().userId(),
            question.chatId(),
            systemPrompt,
            request.message(),
            request.model())
        .recover(StoreFailure::asFailure)
        .map(ChatRoutes::found)
        .map(turns -> new Question(question.caller(), request, question.chatId(), turns));
  }

  private LlmCall call(Exchange exchange, Question question) {
    List<Turn> turns = new ArrayList<>(question.earlier());
    turns.add(Turn.user(question.request().message()));
    return reader.write(
        exchange,
        Dialects.CHAT,
        new ChatPrompt(question.request().model(), systemPrompt, turns),
        question.request().stream(),
        bodies.replyMemory(exchange));
  }

  private void history(Exchange exchange) {
    String chatId = exchange.pathParameter("chat_id");
    authentication
        .storeCaller(exchange)
        .compose(caller -> store.history(caller.userId(), chatId))
        .recover(StoreFailure::asFailure)
        .map(ChatRoutes::found)
        .onSuccess(turns -> exchange.send(200, JsonBody.of(HistoryJson.of(chatId, turns))))
        .onFailure(exchange::fail);
  }

  private void historyOfUser(Exchange exchange) {
    String chatId = exchange.pathParameter("chat_id");
    authentication
        .admin(exchange)
        .compose(admin -> store.historyOf(exchange.pathParameter("username"), chatId))
        .recover(StoreFailure::asFailure)
        .map(ChatRoutes::found)
        .onSuccess(turns -> exchange.send(200, JsonBody.of(HistoryJson.of(chatId, turns))))
        .onFailure(exchange::fail);
  }

  private static List<Turn> found(Optional<List<Turn>> turns) {
    return turns.orElseThrow(() -> new FailureException(NOT_FOUND));
  }
}
