package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.chats.Answers;
import llmchat.gateway.chats.Answers.Asked;
import llmchat.gateway.chats.Status;
import llmchat.gateway.chats.Turn;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.BodyMemory;
import llmchat.llm.Cancellation;
import llmchat.llm.Endpoint;
import llmchat.llm.EventLoop;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.chat.ChatPrompt;
import llmchat.server.http.Bodies;
import llmchat.server.http.Exchange;
import llmchat.server.http.ExchangeListener;

/**
 * Asks the model: puts question and answer into the store, then begins a generation. One instance
 * for each event loop.
 */
public final class Asking {
  private static final Failure NOT_FOUND = new Failure.NotFound("Chat or message not found");

  private final EventLoop loop;
  private final Context home;
  private final Generations generations;
  private final Answers answers;
  private final Bodies bodies;
  private final Ledger ledger;
  private final LlmClient client;
  private final ExchangeListener listener;

  /** Wires it; {@code home} is the context of the event loop. */
  public Asking(
      EventLoop loop,
      Context home,
      Generations generations,
      Answers answers,
      Bodies bodies,
      Ledger ledger,
      LlmClient client,
      ExchangeListener listener) {
    this.loop = loop;
    this.home = home;
    this.generations = generations;
    this.answers = answers;
    this.bodies = bodies;
    this.ledger = ledger;
    this.client = client;
    this.listener = listener;
  }

  /** What was begun. */
  public record Begun(Asked asked, String generation) {}

  /** What is to be answered, in which chat of the caller, by which model. */
  public record Question(Caller caller, String chatId, String model) {}

  /**
   * Asks a new question. Fails with {@link Failure.NotFound} without such a chat or place, and with
   * {@link Failure.Conflict} while an answer of the chat is in the making.
   */
  public Future<Begun> ask(Exchange exchange, Question question, Answers.Place place, String text) {
    return begin(
        exchange,
        question,
        () ->
            answers.ask(
                question.caller().userId(), question.chatId(), place, text, question.model()));
  }

  /** Asks for one more answer to a question; fails in the same way. */
  public Future<Begun> askAgain(Exchange exchange, Question question, long questionId) {
    return begin(
        exchange,
        question,
        () ->
            answers.askAgain(
                question.caller().userId(), question.chatId(), questionId, question.model()));
  }

  private interface Storing {
    Future<Optional<Asked>> store();
  }

  private Future<Begun> begin(Exchange exchange, Question question, Storing storing) {
    return generations
        .reserve(question.chatId())
        .compose(id ->
            storing
                .store()
                .recover(StoreFailure::asFailure)
                .map(asked -> asked.orElseThrow(() -> new FailureException(NOT_FOUND)))
                .map(asked -> new Begun(asked, id))
                .onFailure(failure -> generations.release(question.chatId())))
        .map(begun -> sent(exchange, question, begun));
  }

  /** What fails before there is a generation must not keep the chat's place. */
  private Begun sent(Exchange exchange, Question question, Begun begun) {
    try {
      send(exchange, question, begun);
      return begun;
    } catch (RuntimeException fault) {
      generations.release(question.chatId());
      var _ =
          answers.save(
              begun
                  .asked()
                  .answer()
                  .now("", Status.FAILED, Optional.of("The model could not be called.")));
      throw fault;
    }
  }

  private void send(Exchange exchange, Question question, Begun begun) {
    BodyMemory.Share memory = bodies.forDetachedReply();
    Buffer body = prompt(question.model(), begun.asked()).body(true);
    LlmCall call =
        new LlmCall(
            exchange.id(),
            Endpoint.CHAT_COMPLETIONS,
            ChatPrompt.envelope(body),
            body,
            Map.of(),
            new Cancellation(),
            memory);
    Order order =
        new Order(
            begun.generation(),
            question.chatId(),
            question.caller(),
            question.model(),
            exchange.id(),
            exchange.client(),
            exchange.route().path(),
            ledger.reserve(question.caller(), call),
            listener);
    Generation generation = new Generation(order, begun.asked(), loop, home, answers);
    generations.begun(generation, question.chatId(), loop.vertx());
    generation.ended().onComplete(over -> memory.close());
    generation.send(client, call);
  }

  private static ChatPrompt prompt(String model, Asked asked) {
    ChatPrompt prompt = new ChatPrompt(model, asked.systemPrompt());
    for (Turn turn : asked.earlier()) {
      prompt.add(turn.role().text(), turn.text());
    }
    return prompt.add("user", asked.question().text());
  }
}
