package llmchat.gateway.generation;

import io.vertx.core.Future;
import java.util.Optional;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.calls.Calls;
import llmchat.gateway.chats.AnswerStore;
import llmchat.gateway.chats.AnswerStore.Asked;
import llmchat.gateway.chats.AnswerStore.Prepared;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.BodyMemory;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.Outcome;
import llmchat.llm.dialect.Dialects;
import llmchat.server.call.CallReader;
import llmchat.server.call.OpenCall;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;

/**
 * Takes questions of the page: prepares the call, reserves for it, stores question and answer, and
 * begins a generation. What refuses on the way has stored nothing. One instance for each event
 * loop.
 */
public final class Questions {
  private static final Failure NOT_FOUND = new Failure.NotFound("Chat or message not found");

  private final GenerationHome home;
  private final Generations generations;
  private final AnswerStore answers;
  private final Bodies bodies;
  private final CallReader reader;
  private final Calls calls;

  /** Wires it. */
  public Questions(
      GenerationHome home,
      Generations generations,
      AnswerStore answers,
      Bodies bodies,
      CallReader reader,
      Calls calls) {
    this.home = home;
    this.generations = generations;
    this.answers = answers;
    this.bodies = bodies;
    this.reader = reader;
    this.calls = calls;
  }

  /** A question and its answer in the making, with the id of its generation. */
  public record Started(Asked asked, String generation) {}

  /** What is to be answered, in which chat of the caller, by which model. */
  public record Question(Caller caller, String chatId, String model) {}

  /**
   * Asks a new question. Fails with {@link Failure.NotFound} without such a chat or place, and with
   * {@link Failure.Conflict} while an answer of the chat is being written.
   */
  public Future<Started> ask(
      Exchange exchange, Question question, AnswerStore.Place place, String text) {
    String userId = question.caller.userId();
    return start(
        exchange,
        question,
        () -> answers.prepare(userId, question.chatId, place, text, question.model));
  }

  /** Asks for one more answer to a question; fails in the same way. */
  public Future<Started> askAgain(Exchange exchange, Question question, long questionId) {
    String userId = question.caller.userId();
    return start(
        exchange,
        question,
        () -> answers.prepareAgain(userId, question.chatId, questionId, question.model));
  }

  private interface Preparation {
    Future<Optional<Prepared>> read();
  }

  /** A call that may be sent, and what to store before it is. */
  private record Ready(Prepared prepared, OpenCall call, BodyMemory.Share memory) {
    /** Nothing came of it. */
    void giveUp() {
      call.settle(Outcome.FAILED);
      memory.close();
    }
  }

  private Future<Started> start(Exchange exchange, Question question, Preparation preparation) {
    return calls
        .admit(exchange, question.caller)
        .compose(admitted -> place(question, preparation))
        .compose(id ->
            found(preparation.read())
                .compose(prepared -> ready(exchange, question.caller, prepared))
                .compose(ready -> stored(ready, id))
                .onFailure(failure -> generations.release(question.chatId)));
  }

  /** Takes the chat's one place; a wrong address is told before a place that is taken. */
  private Future<String> place(Question question, Preparation preparation) {
    return generations
        .reserve(question.chatId)
        .recover(
            taken -> found(preparation.read()).compose(prepared -> Future.failedFuture(taken)));
  }

  private Future<Ready> ready(Exchange exchange, Caller caller, Prepared prepared) {
    BodyMemory.Share memory = bodies.detachedReplyMemory(exchange);
    LlmCall call = reader.write(exchange, Dialects.CHAT, prepared.prompt(), true, memory);
    return calls
        .reserveOutliving(exchange, caller, call)
        .map(open -> new Ready(prepared, open, memory))
        .onFailure(refused -> memory.close());
  }

  private Future<Started> stored(Ready ready, String id) {
    return found(answers.store(ready.prepared))
        .onFailure(failure -> ready.giveUp())
        .map(asked -> {
          send(ready, id, asked);
          return new Started(asked, id);
        });
  }

  private void send(Ready ready, String id, Asked asked) {
    String chatId = ready.prepared.chatId();
    Generation generation =
        new Generation(
            new Generation.Identity(id, chatId, ready.prepared.userId()),
            ready.call,
            asked,
            home,
            answers);
    generations.begun(generation, chatId, home.loop().vertx());
    generation.ended().onComplete(over -> ready.memory.close());
    generation.send(calls);
  }

  private static <T> Future<T> found(Future<Optional<T>> sought) {
    return sought
        .recover(StoreFailure::asFailure)
        .map(found -> found.orElseThrow(() -> new FailureException(NOT_FOUND)));
  }
}
