package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Cancellation;
import llmchat.llm.Endpoint;
import llmchat.llm.EventLoop;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.chat.ChatPrompt;
import llmchat.llm.json.Splice;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.ErrorShape;
import llmchat.server.http.Exchange;
import llmchat.server.http.ReplyWriter;
import llmchat.server.http.Routes;

/**
 * Conversations that the gateway keeps: {@code POST /chat}, whole or streamed, and the history. A
 * chat passes the same stops as a relayed call, with the history read before and written after.
 */
public final class ChatRoutes {
  private static final Failure NOT_FOUND = new Failure.NotFound("Chat history not found");

  private final EventLoop loop;
  private final Authentication authentication;
  private final Bodies bodies;
  private final AdmissionCheck limits;
  private final Ledger ledger;
  private final LlmClient client;
  private final ChatStore store;
  private final ChatModels models;
  private final String systemPrompt;

  /** Wires the routes of one event loop. */
  public ChatRoutes(
      EventLoop loop,
      Authentication authentication,
      Bodies bodies,
      AdmissionCheck limits,
      Ledger ledger,
      LlmClient client,
      ChatStore store,
      ChatModels models,
      String systemPrompt) {
    this.loop = loop;
    this.authentication = authentication;
    this.bodies = bodies;
    this.limits = limits;
    this.ledger = ledger;
    this.client = client;
    this.store = store;
    this.models = models;
    this.systemPrompt = systemPrompt;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    routes.post("/chat", ErrorShape.DETAIL, this::chat);
    routes.get("/chat/{chat_id}/history", ErrorShape.DETAIL, this::history);
    routes.get("/chat/{username}/{chat_id}/history", ErrorShape.DETAIL, this::historyOfUser);
  }

  /** A question with everything that is known before it is sent. */
  record Question(Caller caller, ChatRequest request, String chatId, List<Turn> earlier) {}

  private void chat(Exchange exchange) {
    authentication
        .caller(exchange)
        .compose(caller -> read(exchange, caller))
        .compose(question -> limits.admit(exchange, question.caller()).map(question))
        .compose(this::withHistory)
        .onSuccess(question -> send(exchange, question))
        .onFailure(exchange::fail);
  }

  private Future<Question> read(Exchange exchange, Caller caller) {
    return Form.readJson(exchange, bodies)
        .map(form -> ChatRequest.of(form, models.contextTokens().keySet(), models.defaultModel()))
        .map(request ->
            new Question(caller, request, request.chatId().orElseGet(ChatStore::newId), List.of()));
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

  private void send(Exchange exchange, Question question) {
    ChatRequest request = question.request();
    Buffer body = prompt(question).body(request.stream());
    LlmCall call =
        new LlmCall(
            exchange.id(),
            Endpoint.CHAT_COMPLETIONS,
            ChatPrompt.envelope(body),
            body,
            Map.of(),
            new Cancellation(),
            bodies.forReply(exchange));
    exchange.notes().call(request.model(), request.stream());
    ReplyWriter writer =
        new ReplyWriter(exchange, loop.watch(), ledger.reserve(question.caller(), call)::settle);
    ChatReply reply = new ChatReply(store, question);
    writer
        .begin(call)
        .compose(client::send)
        .onSuccess(answer -> exchange.notes().answered(loop.watch().now()))
        .compose(reply::forClient)
        .onSuccess(writer::write)
        .onFailure(writer::fault);
  }

  private ChatPrompt prompt(Question question) {
    ChatPrompt prompt = new ChatPrompt(question.request().model(), systemPrompt);
    for (Turn turn : question.earlier()) {
      prompt.add(turn.role().text(), turn.text());
    }
    return prompt.add(Role.USER.text(), question.request().message());
  }

  private void history(Exchange exchange) {
    String chatId = exchange.pathParameter("chat_id");
    authentication
        .caller(exchange)
        .compose(caller -> store.history(caller.userId(), chatId))
        .recover(StoreFailure::asFailure)
        .map(ChatRoutes::found)
        .onSuccess(turns -> exchange.send(200, json(chatId, turns)))
        .onFailure(exchange::fail);
  }

  private void historyOfUser(Exchange exchange) {
    String chatId = exchange.pathParameter("chat_id");
    authentication
        .admin(exchange)
        .compose(admin -> store.historyOf(exchange.pathParameter("username"), chatId))
        .recover(StoreFailure::asFailure)
        .map(ChatRoutes::found)
        .onSuccess(turns -> exchange.send(200, json(chatId, turns)))
        .onFailure(exchange::fail);
  }

  private static List<Turn> found(Optional<List<Turn>> turns) {
    return turns.orElseThrow(() -> new FailureException(NOT_FOUND));
  }

  private static Buffer json(String chatId, List<Turn> turns) {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"chat_id\":").append(Splice.quoted(chatId)).append(",\"history\":[");
    for (Turn turn : turns) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
      json.append("{\"role\":").append(Splice.quoted(turn.role().text()));
      json.append(",\"text\":").append(Splice.quoted(turn.text())).append('}');
    }
    return Buffer.buffer(json.append("]}").toString());
  }
}
