package llmchat.gateway.generation;

import io.vertx.core.Future;
import java.util.Optional;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.calls.Calls;
import llmchat.gateway.chats.AnswerStore;
import llmchat.gateway.chats.AnswerStore.Prepared;
import llmchat.gateway.chats.AnswerStore.QuestionAndAnswer;
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
 * Starts the answer to a question: admits the call, prepares its prompt, reserves its cost, stores
 * question and answer, and starts a {@link Generation}. If any step before the last refuses,
 * nothing has been stored. One instance for each event loop.
 */
public final class GenerationStarter {
  private static final Failure NOT_FOUND = new Failure.NotFound("Chat or message not found");

  private final LoopContext owner;
  private final Generations generations;
  private final AnswerStore answers;
  private final Bodies bodies;
  private final CallReader reader;
  private final Calls calls;

  /** For the questions that arrive on one event loop. */
  public GenerationStarter(
      LoopContext owner,
      Generations generations,
      AnswerStore answers,
      Bodies bodies,
      CallReader reader,
      Calls calls) {
    this.owner = owner;
    this.generations = generations;
    this.answers = answers;
    this.bodies = bodies;
    this.reader = reader;
    this.calls = calls;
  }

  /** A question and its running answer, with the id of the generation. */
  public record Started(QuestionAndAnswer asked, String generation) {}

  /** Who asks, in which of the caller's chats, which model. */
  public record Request(Caller caller, String chatId, String model) {}

  /**
   * Asks a new question. Fails with {@link Failure.NotFound} if the chat or the place does not
   * exist, with {@link Failure.Conflict} while an answer in the chat is running, and as limits,
   * ledger and store do.
   */
  public Future<Started> ask(
      Exchange exchange, Request request, AnswerStore.Place place, String text) {
    String userId = request.caller.userId();
    return start(
        exchange,
        request,
        () -> answers.prepare(userId, request.chatId, place, text, request.model));
  }

  /** Asks for another answer to a question; fails in the same way. */
  public Future<Started> regenerate(Exchange exchange, Request request, long questionId) {
    String userId = request.caller.userId();
    return start(
        exchange,
        request,
        () -> answers.prepareRegeneration(userId, request.chatId, questionId, request.model));
  }

  private interface Preparation {
    Future<Optional<Prepared>> read();
  }

  /** A call that has been reserved, and what to store before it is sent. */
  private record Ready(
      Prepared prepared, OpenCall call, BodyMemory.Share memory, BodyMemory.Share text) {
    /** Settles and releases a call that will not be sent. */
    void abandon() {
      call.settle(Outcome.FAILED);
      memory.close();
    }
  }

  private Future<Started> start(Exchange exchange, Request request, Preparation preparation) {
    return calls
        .admit(exchange, request.caller)
        .compose(admitted -> reserveChat(exchange, request, preparation))
        .compose(id ->
            found(preparation.read())
                .compose(prepared -> ready(exchange, request.caller, prepared))
                .compose(ready -> stored(ready, id))
                .onFailure(failure -> generations.release(request.chatId)));
  }

  /** Reserves the chat. For a chat that does not exist, 404 takes precedence over 409. */
  private Future<String> reserveChat(Exchange exchange, Request request, Preparation preparation) {
    return generations
        .reserve(request.chatId, exchange.holder())
        .recover(
            taken -> found(preparation.read()).compose(prepared -> Future.failedFuture(taken)));
  }

  private Future<Ready> ready(Exchange exchange, Caller caller, Prepared prepared) {
    BodyMemory.Share memory = bodies.detachedReplyMemory(exchange);
    LlmCall call = reader.write(exchange, Dialects.CHAT, prepared.prompt(), true, memory);
    return calls
        .reserveDetached(exchange, caller, call)
        .map(open -> new Ready(prepared, open, memory, bodies.detachedReplyMemory(exchange)))
        .onFailure(refused -> memory.close());
  }

  private Future<Started> stored(Ready ready, String id) {
    return found(answers.store(ready.prepared))
        .onFailure(failure -> ready.abandon())
        .map(asked -> {
          send(ready, id, asked);
          return new Started(asked, id);
        });
  }

  private void send(Ready ready, String id, QuestionAndAnswer asked) {
    String chatId = ready.prepared.chatId();
    Generation generation =
        new Generation(
            new Generation.Identity(id, chatId, ready.prepared.userId()),
            ready.call,
            asked,
            owner,
            answers,
            ready.text);
    generations.register(generation, chatId, owner.loop().vertx());
    generation.ended().onComplete(done -> ready.memory.close());
    generation.send(calls);
  }

  private static <T> Future<T> found(Future<Optional<T>> sought) {
    return sought
        .recover(StoreFailure::asFailure)
        .map(found -> found.orElseThrow(() -> new FailureException(NOT_FOUND)));
  }
}
