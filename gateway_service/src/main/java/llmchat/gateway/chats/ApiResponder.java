package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.store.RowId;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.server.http.Exchange;
import tools.jackson.databind.JsonNode;

/** Authenticates the requests of the chat API, and answers them with JSON or a failure. */
public final class ApiResponder {
  private static final Failure NO_CHAT = new Failure.NotFound("Chat not found");

  private final Authentication authentication;

  public ApiResponder(Authentication authentication) {
    this.authentication = authentication;
  }

  /** Handles a request of a caller. */
  public interface Task {
    /** The JSON to answer with. */
    Future<JsonNode> by(Caller caller);
  }

  /** Handles a request about one chat of the caller. */
  public interface ChatTask {
    /** The JSON to answer with. */
    Future<JsonNode> by(Caller caller, String chatId);
  }

  public void answer(Exchange exchange, Task task) {
    answer(exchange, 200, task);
  }

  public void answer(Exchange exchange, int status, Task task) {
    authentication
        .caller(exchange)
        .compose(task::by)
        .recover(StoreFailure::asFailure)
        .onSuccess(json -> exchange.send(status, Buffer.buffer(json.toString())))
        .onFailure(exchange::fail);
  }

  /** Answers about the chat in the path; 404 without a query if its id is malformed. */
  public void answerOn(Exchange exchange, int status, ChatTask task) {
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
