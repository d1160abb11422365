package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.util.Optional;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.store.RowId;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.server.http.Exchange;
import llmchat.server.http.JsonBody;

/** Authenticates the requests of the chat API, and answers them with JSON or a failure. */
public final class ApiResponder {
  static final Failure NO_CHAT = new Failure.NotFound("Chat not found");

  private final Authentication authentication;

  public ApiResponder(Authentication authentication) {
    this.authentication = authentication;
  }

  /** Does something for a caller, whose outcome is the answer. */
  public interface Task<R extends Record> {
    /** Does it; the record is the answer as JSON. */
    Future<R> by(Caller caller);
  }

  /** Does something with a chat of the caller. */
  public interface ChatTask<R extends Record> {
    /** Does it; the record is the answer as JSON. */
    Future<R> by(Caller caller, String chatId);
  }

  public <R extends Record> void answer(Exchange exchange, Task<R> task) {
    answer(exchange, 200, task);
  }

  public <R extends Record> void answer(Exchange exchange, int status, Task<R> task) {
    authentication
        .storeCaller(exchange)
        .compose(task::by)
        .recover(StoreFailure::asFailure)
        .onSuccess(answer -> exchange.send(status, JsonBody.of(answer)))
        .onFailure(exchange::fail);
  }

  /** The same with the chat that the path names; one that cannot exist is not asked for. */
  public <R extends Record> void answerOn(Exchange exchange, int status, ChatTask<R> task) {
    String chatId = exchange.pathParameter("chat_id");
    answer(
        exchange,
        status,
        caller ->
            RowId.isOne(chatId)
                ? task.by(caller, chatId)
                : Future.failedFuture(new FailureException(NO_CHAT)));
  }

  /** The value; fails with 404 if there is none. */
  public static <T> T found(Optional<T> thing) {
    return thing.orElseThrow(() -> new FailureException(NO_CHAT));
  }

  /** The query parameter {@code limit}, from 1, capped at {@code largest}. */
  public static int limit(Exchange exchange, int preset, int largest) {
    return exchange
        .query("limit")
        .map(text -> {
          if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1) {
            throw badQuery("limit", "a whole number from 1 to " + largest);
          }
          return Math.min(largest, Integer.parseInt(text));
        })
        .orElse(preset);
  }

  /** A query parameter that is a message's id. */
  public static Optional<Long> number(Exchange exchange, String name) {
    return exchange
        .query(name)
        .map(text -> {
          if (!text.matches("[0-9]{1,18}")) {
            throw badQuery(name, "a whole number");
          }
          return Long.parseLong(text);
        });
  }

  public static FailureException badQuery(String name, String expected) {
    return new FailureException(
        new Failure.BadRequest(
            "The query parameter '" + name + "' must be " + expected + ".", Optional.of(name)));
  }
}
