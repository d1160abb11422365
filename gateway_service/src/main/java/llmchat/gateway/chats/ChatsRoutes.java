package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.chats.ChatSearch.Hit;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.routing.Catalogue;
import llmchat.server.form.Form;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.Routes;
import org.jspecify.annotations.Nullable;

/** The routes that list, create, change, delete, restore and search chats. */
public final class ChatsRoutes {
  private static final int MAX_TITLE_LENGTH = 200;
  private static final int MAX_QUERY_LENGTH = 500;
  private static final int MAX_PROMPT_LENGTH = 100_000;

  private final ApiResponder answering;
  private final Bodies bodies;
  private final UserChats chats;
  private final ChatSearch search;
  private final Supplier<Catalogue> catalogue;
  private final RunningAnswers running;

  /** Wires the routes of one event loop. */
  public ChatsRoutes(
      Authentication authentication,
      Bodies bodies,
      UserChats chats,
      ChatSearch search,
      Supplier<Catalogue> catalogue,
      RunningAnswers running) {
    this.answering = new ApiResponder(authentication);
    this.bodies = bodies;
    this.chats = chats;
    this.search = search;
    this.catalogue = catalogue;
    this.running = running;
  }

  /** Adds them to the table. */
  public void addTo(Routes routes) {
    routes.get("/api/chats", this::list);
    routes.post("/api/chats", this::create);
    routes.get("/api/chats/{chat_id}", this::show);
    routes.patch("/api/chats/{chat_id}", this::change);
    routes.delete("/api/chats/{chat_id}", this::delete);
    routes.post("/api/chats/{chat_id}/restore", this::restore);
    routes.get("/api/search", this::find);
  }

  private void list(Exchange exchange) {
    answering.answer(
        exchange,
        caller -> {
          int limit = ApiResponder.limit(exchange, 50, 200);
          @Nullable ChatCursor after = exchange.query("after").map(ChatsRoutes::place).orElse(null);
          return chats.list(caller.userId(), after, limit).map(this::page);
        });
  }

  private static ChatCursor place(String text) {
    return ChatCursor.of(text)
        .orElseThrow(() -> ApiResponder.badQuery("after", "the 'next' of the previous page"));
  }

  private record Page(List<ChatJson.Listed> chats, Optional<String> next) {}

  private Page page(ChatPage page) {
    Optional<String> next =
        page.more()
            ? Optional.of(ChatCursor.after(page.chats().getLast()).text())
            : Optional.empty();
    return new Page(page.chats().stream().map(this::json).toList(), next);
  }

  private ChatJson.Listed json(Chat chat) {
    return ChatJson.Listed.of(chat, running);
  }

  private void create(Exchange exchange) {
    answering.answer(
        exchange,
        201,
        caller ->
            Form.readJson(exchange, bodies)
                .compose(form -> {
                  Optional<String> title = title(form);
                  Optional<String> model = model(form);
                  Optional<String> prompt = prompt(form);
                  form.check();
                  return chats.create(caller.userId(), title, model, prompt);
                })
                .map(this::json));
  }

  private void show(Exchange exchange) {
    answering.answerOn(
        exchange,
        200,
        (caller, chatId) ->
            chats.find(caller.userId(), chatId).map(ApiResponder::found).map(this::json));
  }

  private void change(Exchange exchange) {
    answering.answerOn(
        exchange,
        200,
        (caller, chatId) ->
            Form.readJson(exchange, bodies)
                .compose(form -> change(caller, chatId, form))
                .map(ApiResponder::found)
                .map(this::json));
  }

  /** Changes only the fields that were sent; null resets model and system prompt. */
  private Future<Optional<Chat>> change(Caller caller, String chatId, Form form) {
    Optional<String> title = title(form);
    Optional<String> model = model(form);
    Optional<String> prompt = prompt(form);
    boolean pinned = form.flag("pinned");
    Optional<Long> through = form.number("current");
    form.check();
    UnaryOperator<Chat> change =
        chat ->
            new Chat(
                chat.id(),
                title.isPresent() ? title : chat.title(),
                form.has("model") ? model : chat.model(),
                form.has("system_prompt") ? prompt : chat.systemPrompt(),
                form.has("pinned") ? pinned : chat.pinned(),
                chat.createdAt(),
                chat.updatedAt());
    return chats.change(caller.userId(), chatId, change, through);
  }

  private static Optional<String> title(Form form) {
    Optional<String> title = form.text("title").map(String::strip);
    if (title.isPresent() && (title.get().isEmpty() || title.get().length() > MAX_TITLE_LENGTH)) {
      form.reject("title", "string_length", "The title must have 1 to 200 characters");
    }
    return title;
  }

  private static Optional<String> prompt(Form form) {
    Optional<String> prompt = form.text("system_prompt").filter(text -> !text.isBlank());
    if (prompt.isPresent() && prompt.get().length() > MAX_PROMPT_LENGTH) {
      form.reject(
          "system_prompt",
          "string_too_long",
          "The system prompt must have at most 100,000 characters");
    }
    return prompt;
  }

  private Optional<String> model(Form form) {
    Optional<String> model = form.text("model").filter(name -> !name.isEmpty());
    if (model.isPresent() && !catalogue.get().serves(model.get())) {
      throw new FailureException(new Failure.UnknownModel(model.get()));
    }
    return model;
  }

  private void delete(Exchange exchange) {
    answering.answerOn(
        exchange,
        200,
        (caller, chatId) ->
            chats
                .delete(caller.userId(), chatId)
                .map(deleted -> ApiResponder.found(Optional.of(chatId).filter(id -> deleted)))
                .onSuccess(running::stop)
                .map(id -> new Deleted(UserChats.UNDO.toSeconds())));
  }

  private record Deleted(long undoSeconds) {}

  private void restore(Exchange exchange) {
    answering.answerOn(
        exchange,
        200,
        (caller, chatId) ->
            chats.restore(caller.userId(), chatId).map(ApiResponder::found).map(this::json));
  }

  private void find(Exchange exchange) {
    answering.answer(
        exchange,
        caller -> {
          String query = exchange.query("q").orElse("");
          if (query.length() > MAX_QUERY_LENGTH) {
            throw ApiResponder.badQuery("q", "at most 500 characters");
          }
          int limit = ApiResponder.limit(exchange, 20, 100);
          Optional<Long> before = ApiResponder.number(exchange, "after");
          return search.find(caller.userId(), query, before, limit).map(hits -> hits(hits, limit));
        });
  }

  private record Hits(List<HitJson> hits, Optional<String> next) {}

  private Hits hits(List<Hit> hits, int limit) {
    List<Long> messages = hits.stream().flatMap(hit -> hit.messageId().stream()).toList();
    Optional<String> next =
        messages.size() < limit ? Optional.empty() : Optional.of(messages.getLast().toString());
    return new Hits(hits.stream().map(hit -> HitJson.of(hit, running)).toList(), next);
  }
}
