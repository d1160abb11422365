package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.store.Database;
import llmchat.llm.chat.ChatPrompt;
import llmchat.llm.chat.ChatRole;
import llmchat.llm.chat.Turn;
import org.jdbi.v3.core.Handle;

/**
 * Stores questions and their running answers in the tree of a chat, for the chat API: a question is
 * prepared, stored with an empty answer, and the answer saved as it grows.
 *
 * <p>Futures complete on the caller's Vert.x context and fail as {@link Database} says.
 */
public final class AnswerStore {
  private final Database database;
  private final ContextWindow context;
  private final InstantSource time;
  private final String systemPrompt;

  /** With the system prompt for chats that have none of their own. */
  public AnswerStore(
      Database database, ContextWindow context, InstantSource time, String systemPrompt) {
    this.database = database;
    this.context = context;
    this.time = time;
    this.systemPrompt = systemPrompt;
  }

  /** Where in a chat a new question is added. */
  public sealed interface Place {
    /** After the last message shown. */
    record AtEnd() implements Place {}

    /** As another first message. */
    record First() implements Place {}

    /** After that answer. */
    record After(long messageId) implements Place {}
  }

  /**
   * A question that can be asked. It is read before anything is written, so that no transaction
   * stays open meanwhile and a refused call leaves nothing behind.
   *
   * @param prompt the prompt for the model, which ends with the question
   * @param slot where question and answer are added
   */
  public record Prepared(String userId, String chatId, ChatPrompt prompt, Slot slot) {}

  /** Where in the tree of a chat an answer is added. */
  public sealed interface Slot {
    /** Below a new question, which follows that message, or starts the chat if that is empty. */
    record NewQuestion(Optional<Long> parentId, String text) implements Slot {}

    /** Below an existing question. */
    record Existing(long questionId) implements Slot {}
  }

  /** A question and its running answer, whose row exists and has no text yet. */
  public record QuestionAndAnswer(Message question, Message answer) {}

  /** Prepares a new question; empty if the user has no such chat, or the chat no such place. */
  public Future<Optional<Prepared>> prepare(
      String userId, String chatId, Place place, String text, String model) {
    return database.read(handle ->
        Chats.find(handle, userId, chatId)
            .flatMap(chat ->
                parent(handle, chat, place)
                    .map(parent ->
                        new Prepared(
                            userId,
                            chatId,
                            prompt(handle, chat, parent.messageId, text, model),
                            new Slot.NewQuestion(parent.messageId, text)))));
  }

  /** Prepares another answer to a question; empty if the user has no such question. */
  public Future<Optional<Prepared>> prepareRegeneration(
      String userId, String chatId, long questionId, String model) {
    return database.read(handle ->
        Chats.find(handle, userId, chatId)
            .flatMap(chat ->
                new Messages(time.millis())
                    .find(handle, chatId, questionId)
                    .filter(question -> question.role() == ChatRole.USER)
                    .map(question ->
                        new Prepared(
                            userId,
                            chatId,
                            prompt(handle, chat, question.parentId(), question.text(), model),
                            new Slot.Existing(questionId)))));
  }

  /** The message that a new question follows; empty for a first question. */
  private record Parent(Optional<Long> messageId) {}

  /** Resolves the place; empty if the chat has no such message. */
  private Optional<Parent> parent(Handle handle, Chat chat, Place place) {
    return switch (place) {
      case Place.AtEnd() -> Optional.of(new Parent(ChatHistory.lastShown(handle, chat.id())));
      case Place.First() -> Optional.of(new Parent(Optional.empty()));
      case Place.After(long id) ->
          new Messages(time.millis())
              .find(handle, chat.id(), id)
              .filter(message -> message.role() == ChatRole.ASSISTANT)
              .map(message -> new Parent(Optional.of(id)));
    };
  }

  private ChatPrompt prompt(
      Handle handle, Chat chat, Optional<Long> parent, String text, String model) {
    String prompt = chat.systemPrompt().orElse(systemPrompt);
    List<Turn> earlier =
        parent
            .map(id -> Messages.turns(handle, chat.id(), id, context.maxBytes(model)))
            .orElse(List.of());
    List<Turn> turns = new ArrayList<>(context.fitting(earlier, prompt, text, model));
    turns.add(Turn.user(text));
    return new ChatPrompt(model, prompt, turns);
  }

  /** Stores question and empty answer; empty if the chat has been deleted. */
  public Future<Optional<QuestionAndAnswer>> store(Prepared prepared) {
    return database.write(handle -> {
      long now = time.millis();
      String title =
          prepared.slot instanceof Slot.NewQuestion question ? Titles.of(question.text) : "";
      return Chats.touch(handle, prepared.userId, prepared.chatId, title, now)
          ? Optional.of(stored(handle, prepared, now))
          : Optional.empty();
    });
  }

  private static QuestionAndAnswer stored(Handle handle, Prepared prepared, long now) {
    String chatId = prepared.chatId;
    long questionId =
        switch (prepared.slot) {
          case Slot.Existing(long id) -> id;
          case Slot.NewQuestion(Optional<Long> parent, String text) ->
              Messages.add(handle, chatId, NewMessage.question(parent, text, now));
        };
    long answerId =
        Messages.add(
            handle, chatId, NewMessage.answering(questionId, prepared.prompt.model(), now));
    Chats.show(handle, chatId, answerId);
    List<Message> both = new Messages(now).path(handle, chatId, answerId, 2);
    return new QuestionAndAnswer(both.getFirst(), both.getLast());
  }

  /**
   * Saves an answer's text and status, while it runs or at its end. An answer that has ended
   * already is not changed.
   *
   * @return whether the answer was still running
   */
  public Future<Boolean> save(Message answer) {
    return database.write(handle ->
        Messages.save(
            handle,
            answer.id(),
            answer.text(),
            answer.status(),
            answer.error().orElse(null),
            time.millis()));
  }

  /** Marks a running answer as alive; false if it no longer runs. */
  public Future<Boolean> heartbeat(Message answer) {
    return database.write(handle -> Messages.touch(handle, answer.id(), time.millis()));
  }
}
