package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import llmchat.gateway.chats.ChatRoutes.Question;
import llmchat.gateway.store.StoreBusyException;
import llmchat.gateway.store.StoreUnavailableException;
import llmchat.llm.Failure;
import llmchat.llm.LlmReply;
import llmchat.llm.Usage;
import llmchat.llm.chat.ChatAnswer;
import llmchat.llm.chat.Turn;
import llmchat.llm.dialect.Dialects;
import llmchat.llm.dialect.FirstApi;
import llmchat.server.http.JsonBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the model's reply into the response of {@code POST /chat}, and stores question and answer
 * first. An answer that cannot be stored is still sent, with {@code "saved": false}.
 */
final class ChatReply {
  private static final Logger LOG = LoggerFactory.getLogger(ChatReply.class);
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final ChatHistory store;
  private final Question question;

  ChatReply(ChatHistory store, Question question) {
    this.store = store;
    this.question = question;
  }

  Future<LlmReply> forClient(LlmReply reply) {
    if (reply instanceof LlmReply.Streamed streamed) {
      return Future.succeededFuture(
          new LlmReply.Streamed(
              streamed.headers(), new ChatEvents(streamed.events(), question.chatId(), this)));
    }
    return switch (Dialects.CHAT.answer(reply)) {
      case ChatAnswer.Text(String text, Usage usage) ->
          save(text).map(saved -> new LlmReply.Whole(200, JSON, answer(text, saved), usage));
      case ChatAnswer.Refused(int status, String detail) ->
          Future.succeededFuture(new LlmReply.Refused(status, JSON, FirstApi.detail(detail)));
      case ChatAnswer.None(Failure failure) -> Future.succeededFuture(new LlmReply.Failed(failure));
    };
  }

  /** Stores question and answer; false if that failed. */
  Future<Boolean> save(String answer) {
    String userId = question.caller().userId();
    String chatId = question.chatId();
    List<Turn> turns = List.of(Turn.user(question.request().message()), Turn.assistant(answer));
    Future<Boolean> saved =
        question.request().chatId().isPresent()
            ? store.append(userId, chatId, turns)
            : store.begin(userId, chatId, turns).map(true);
    return saved.recover(failure -> {
      logFailure(failure);
      return Future.succeededFuture(false);
    });
  }

  /** Without a stack trace for each chat during an outage. */
  private static void logFailure(Throwable failure) {
    if (failure instanceof StoreUnavailableException || failure instanceof StoreBusyException) {
      LOG.error("a chat was answered but could not be saved: {}", failure.getMessage());
    } else {
      LOG.error("a chat was answered but could not be saved", failure);
    }
  }

  /** The whole answer as JSON. */
  Buffer answer(String text, boolean saved) {
    return JsonBody.of(
        saved ? new Saved(text, question.chatId()) : new Unsaved(text, question.chatId(), false));
  }

  private record Saved(String response, String chatId) {}

  private record Unsaved(String response, String chatId, boolean saved) {}
}
