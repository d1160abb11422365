package llmchat.gateway.chat;

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

    /** After that message. */
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

  /** Adds a question and an answer in the making; empty without such a chat or place. */
  public Future<Optional<Asked>> ask(
      String userId, String chatId, Place place, String text, String model) {
    return database.write(handle -> {
      long now = time.millis();
      if (!Chats.touch(handle, userId, chatId, Titles.of(text), now)) {
        return Optional.empty();
      }
      @Nullable Long parent =
          switch (place) {
            case Place.AtEnd() -> ChatStore.lastShown(handle, chatId).orElse(null);
            case Place.First() -> null;
            case Place.After(long id) -> id;
          };
      if (parent != null && new Messages(now).find(handle, chatId, parent).isEmpty()) {
        return Optional.empty();
      }
      long question =
          Messages.add(handle, chatId, parent, Role.USER, text, Status.COMPLETE, null, null, now);
      return Optional.of(answerTo(handle, userId, chatId, question, model, now));
    });
  }

  /** Adds one more answer in the making to a question; empty without such a question. */
  public Future<Optional<Asked>> askAgain(
      String userId, String chatId, long questionId, String model) {
    return database.write(handle -> {
      long now = time.millis();
      return Chats.touch(handle, userId, chatId, "", now)
          ? new Messages(now)
              .find(handle, chatId, questionId)
              .filter(question -> question.role() == Role.USER)
              .map(question -> answerTo(handle, userId, chatId, questionId, model, now))
          : Optional.empty();
    });
  }

  private Asked answerTo(
      Handle handle, String userId, String chatId, long questionId, String model, long now) {
    long answerId =
        Messages.add(
            handle, chatId, questionId, Role.ASSISTANT, "", Status.ANSWERING, null, model, now);
    Chats.show(handle, chatId, answerId);
    List<Message> both = new Messages(now).path(handle, chatId, answerId, 2);
    Message question = both.getFirst();
    String prompt =
        Chats.find(handle, userId, chatId).flatMap(Chat::systemPrompt).orElse(systemPrompt);
    List<Turn> earlier =
        question
            .parentId()
            .map(end -> Messages.turns(handle, chatId, end, context.mostBytes(model)))
            .orElse(List.of());
    return new Asked(
        question, both.getLast(), prompt, context.fitting(earlier, prompt, question.text(), model));
  }

  /** Writes what an answer has become so far, or at its end; one that is over stays as it is. */
  public Future<Void> save(Message answer) {
    return database
        .write(handle -> {
          Messages.save(
              handle,
              answer.id(),
              answer.text(),
              answer.status(),
              answer.error().orElse(null),
              time.millis());
          return true;
        })
        .mapEmpty();
  }
}
