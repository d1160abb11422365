package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import org.jspecify.annotations.Nullable;

/**
 * A user's chats as things to list, name, walk through and delete. Every query carries the user.
 *
 * <p>Futures complete on the caller's Vert.x context and fail as {@link Database} says.
 */
public final class UserChats {
  /** How long a deleted chat can be had back. */
  public static final Duration UNDO = Duration.ofMinutes(10);

  /**
   * For a chat that is brought back at the last moment, perhaps by a gateway whose clock differs.
   */
  private static final Duration PURGE_AFTER = UNDO.plusMinutes(1);

  private static final int ROWS_AT_ONCE = 2_000;

  private final Database database;
  private final InstantSource time;

  public UserChats(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /** A page of messages; {@code older} is where the page before it ends. */
  public record Page(List<Message> messages, Optional<Long> older) {
    public Page {
      messages = List.copyOf(messages);
    }
  }

  /** The chats after that place, or the first ones: pinned first, then the newest change first. */
  public Future<List<Chat>> list(String userId, @Nullable ChatCursor after, int limit) {
    return database.read(handle -> Chats.list(handle, userId, after, limit));
  }

  /** Makes an empty chat. */
  public Future<Chat> create(
      String userId,
      Optional<String> title,
      Optional<String> model,
      Optional<String> systemPrompt) {
    long now = time.millis();
    Chat chat = new Chat(RowId.next(), title, model, systemPrompt, false, now, now);
    return database.write(handle -> {
      Chats.add(handle, userId, chat);
      return chat;
    });
  }

  /** The chat; empty if the user has none such. */
  public Future<Optional<Chat>> find(String userId, String chatId) {
    return database.read(handle -> Chats.find(handle, userId, chatId));
  }

  /**
   * Changes title, model, system prompt and pin, and walks to another branch.
   *
   * @param through the message whose newest path is shown from now on
   * @return empty if the user has no such chat, or the chat no such message
   */
  public Future<Optional<Chat>> change(
      String userId, String chatId, UnaryOperator<Chat> change, Optional<Long> through) {
    return database.write(handle -> {
      Chats.lock(handle, chatId);
      // All is looked for before anything is written: what is empty has changed nothing.
      Optional<Chat> changed = Chats.find(handle, userId, chatId).map(change);
      boolean there =
          through.isEmpty()
              || new Messages(time.millis()).find(handle, chatId, through.get()).isPresent();
      if (!there || changed.isEmpty() || !Chats.change(handle, userId, changed.get())) {
        return Optional.empty();
      }
      through.ifPresent(message -> Chats.show(handle, chatId, message));
      return Chats.find(handle, userId, chatId);
    });
  }

  /** Deletes the chat, for now so that {@link #restore} can bring it back; false without it. */
  public Future<Boolean> delete(String userId, String chatId) {
    return database.write(handle -> Chats.delete(handle, userId, chatId, time.millis()));
  }

  /** Brings a chat back that was deleted within {@link #UNDO}; empty without such a chat. */
  public Future<Optional<Chat>> restore(String userId, String chatId) {
    return database.write(handle -> {
      long since = time.millis() - UNDO.toMillis();
      return Chats.restore(handle, userId, chatId, since)
          ? Chats.find(handle, userId, chatId)
          : Optional.empty();
    });
  }

  /** Removes for good what can no longer be had back, and ends answers that nobody makes. */
  public Future<Void> tidy() {
    return database
        .write(handle -> Messages.interruptStale(handle, time.millis()))
        .compose(ended -> purge());
  }

  private Future<Void> purge() {
    return database
        .write(handle -> Chats.purge(handle, time.millis() - PURGE_AFTER.toMillis(), ROWS_AT_ONCE))
        .compose(done -> done ? Future.succeededFuture() : purge());
  }

  /**
   * A page of the shown path, or of the path that ends with that message; empty if the user has no
   * such chat.
   */
  public Future<Optional<Page>> messages(
      String userId, String chatId, Optional<Long> end, int limit) {
    return database.read(handle ->
        Chats.find(handle, userId, chatId)
            .map(chat -> {
              List<Message> path =
                  end.or(() -> ChatHistory.lastShown(handle, chatId))
                      .map(last -> new Messages(time.millis()).path(handle, chatId, last, limit))
                      .orElse(List.of());
              return new Page(path, path.stream().findFirst().flatMap(Message::parentId));
            }));
  }
}
