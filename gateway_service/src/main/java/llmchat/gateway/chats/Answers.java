package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.store.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Questions and the answers to them, on their way into the tree of a chat.
 *
 * <p>Futures complete on the caller's Vert.x context and fail as {@link Database} says.
 */
public final class Answers {
  private final Database database;
  private final Context context;
  private final InstantSource time;
  private final String systemPrompt;

  /** The system prompt is for chats that have none of their own. */
  public Answers(Database database, Context context, InstantSource time, String systemPrompt) {
    this.database = database;
    this.context = context;
    this.time = time;
    this.systemPrompt = systemPrompt;
  }

  /** Where in a chat a new question goes. */
  public sealed interface Place {
    /** After the last message shown. */
    record AtEnd() implements Place {}

    /** Another first message. */
    record First() implements Place {}

    /** After that answer. */
    record After(long messageId) implements Place {}
  }

  /**
   * A question that waits for its answer.
   *
   * @param answer its row is there already, without text
   * @param earlier the turns to send before the question
   */
  public record Asked(Message question, Message answer, String systemPrompt, List<Turn> earlier) {
    public Asked {
      earlier = List.copyOf(earlier);
    }
  }

  /** What is read before anything is written, so that others can write meanwhile. */
  private record Prepared(@Nullable Long parent, String prompt, List<Turn> earlier) {}

  /** Adds a question and an answer in the making; empty without such a chat or place. */
  public Future<Optional<Asked>> ask(
      String userId, String chatId, Place place, String text, String model) {
    return database
        .read(handle ->
            Chats.find(handle, userId, chatId)
                .flatMap(chat -> prepared(handle, chat, place, text, model)))
        .compose(prepared ->
            prepared.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : database.write(
                    handle -> added(handle, userId, chatId, text, model, prepared.get())));
  }

  /** Adds one more answer in the making to a question; empty without such a question. */
  public Future<Optional<Asked>> askAgain(
      String userId, String chatId, long questionId, String model) {
    return database
        .read(handle ->
            Chats.find(handle, userId, chatId)
                .flatMap(chat ->
                    new Messages(time.millis())
                        .find(handle, chatId, questionId)
                        .filter(question -> question.role() == Role.USER)
                        .map(question -> prepared(handle, chat, question, model))))
        .compose(prepared ->
            prepared.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : database.write(handle -> {
                  long now = time.millis();
                  return Chats.touch(handle, userId, chatId, "", now)
                      ? Optional.of(
                          answerTo(handle, chatId, questionId, model, prepared.get(), now))
                      : Optional.empty();
                }));
  }

  private Optional<Prepared> prepared(
      Handle handle, Chat chat, Place place, String text, String model) {
    @Nullable Long parent =
        switch (place) {
          case Place.AtEnd() -> ChatStore.lastShown(handle, chat.id()).orElse(null);
          case Place.First() -> null;
          case Place.After(long id) -> id;
        };
    boolean there =
        parent == null
            || new Messages(time.millis())
                .find(handle, chat.id(), parent)
                .filter(message -> place instanceof Place.AtEnd || message.role() == Role.ASSISTANT)
                .isPresent();
    return there ? Optional.of(prepared(handle, chat, parent, text, model)) : Optional.empty();
  }

  private Prepared prepared(Handle handle, Chat chat, Message question, String model) {
    return prepared(handle, chat, question.parentId().orElse(null), question.text(), model);
  }

  private Prepared prepared(
      Handle handle, Chat chat, @Nullable Long parent, String text, String model) {
    String prompt = chat.systemPrompt().orElse(systemPrompt);
    List<Turn> earlier =
        parent == null
            ? List.of()
            : Messages.turns(handle, chat.id(), parent, context.mostBytes(model));
    return new Prepared(parent, prompt, context.fitting(earlier, prompt, text, model));
  }

  private Optional<Asked> added(
      Handle handle, String userId, String chatId, String text, String model, Prepared prepared) {
    long now = time.millis();
    if (!Chats.touch(handle, userId, chatId, Titles.of(text), now)) {
      return Optional.empty();
    }
    long question =
        Messages.add(
            handle, chatId, prepared.parent, Role.USER, text, Status.COMPLETE, null, null, now);
    return Optional.of(answerTo(handle, chatId, question, model, prepared, now));
  }

  private static Asked answerTo(
      Handle handle, String chatId, long questionId, String model, Prepared prepared, long now) {
    long answerId =
        Messages.add(
            handle, chatId, questionId, Role.ASSISTANT, "", Status.ANSWERING, null, model, now);
    Chats.show(handle, chatId, answerId);
    List<Message> both = new Messages(now).path(handle, chatId, answerId, 2);
    return new Asked(both.getFirst(), both.getLast(), prepared.prompt, prepared.earlier);
  }

  /**
   * Writes what an answer has become so far, or at its end; one that is over stays as it is.
   *
   * @return whether it is still in the making, or was until now
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

  /** Says that an answer is still in the making; false if it is not any more. */
  public Future<Boolean> alive(Message answer) {
    return database.write(handle -> Messages.touch(handle, answer.id(), time.millis()));
  }
}
