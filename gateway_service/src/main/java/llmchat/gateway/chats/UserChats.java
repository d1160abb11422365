package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import org.jspecify.annotations.Nullable;

/**
 * The chats of a user: list, create, change, delete and restore them, and read their messages, for
 * the chat API. Every query names the user.
 *
 * <p>Futures complete on the caller's Vert.x context and fail as {@link Database} says.
 */
public final class UserChats {
  /** How long a deleted chat can be restored. */
  public static final Duration UNDO = Duration.ofMinutes(10);

  /** Later than {@link #UNDO}, for a last-minute restore by a gateway whose clock differs. */
  private static final Duration PURGE_AFTER = UNDO.plusMinutes(1);

  private static final int ROWS_AT_ONCE = 2_000;

  private final Database database;
  private final InstantSource time;

  public UserChats(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /** A page of messages; {@code older} is the id with which the previous page ends. */
  public record Page(List<Message> messages, Optional<Long> older) {
    public Page {
      messages = List.copyOf(messages);
    }
  }

  /** The chats after the cursor, or the first ones: pinned ones first, then by latest change. */
  Future<ChatPage> list(String userId, @Nullable ChatCursor after, int limit) {
    return database.read(handle -> Chats.list(handle, userId, after, limit));
  }

  /** Creates an empty chat. */
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

  /** The chat; empty if the user has no such chat. */
  public Future<Optional<Chat>> find(String userId, String chatId) {
    return database.read(handle -> Chats.find(handle, userId, chatId));
  }

  /**
   * Changes title, model, system prompt and pin, and shows another branch.
   *
   * @param through a message of the branch to show; of several such branches, the newest
   * @return empty if the user has no such chat, or the chat no such message
   */
  public Future<Optional<Chat>> change(
      String userId, String chatId, UnaryOperator<Chat> change, Optional<Long> through) {
    return database.write(handle -> {
      Chats.lock(handle, chatId);
      // Everything is checked before anything is written.
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

  /** Deletes the chat, until {@link #restore} or {@link #tidy}; false if there is no such chat. */
  public Future<Boolean> delete(String userId, String chatId) {
    return database.write(handle -> Chats.delete(handle, userId, chatId, time.millis()));
  }

  /** Restores a chat that was deleted within {@link #UNDO}; empty if there is no such chat. */
  public Future<Optional<Chat>> restore(String userId, String chatId) {
    return database.write(handle -> {
      long since = time.millis() - UNDO.toMillis();
      return Chats.restore(handle, userId, chatId, since)
          ? Chats.find(handle, userId, chatId)
          : Optional.empty();
    });
  }

  /**
   * Removes chats that can no longer be restored, and marks as interrupted those answers whose
   * gateway has died.
   */
  public Future<Void> tidy() {
    return database
        .write(handle -> Messages.interruptStale(handle, time.millis()))
        .compose(ended -> purge());
  }

  private Future<Void> purge() {
    Promise<Void> purged = Promise.promise();
    purge(purged);
    return purged.future();
  }

  /** By a loop: futures composed of each other would fill the stack. */
  private void purge(Promise<Void> purged) {
    database
        .write(handle -> Chats.purge(handle, time.millis() - PURGE_AFTER.toMillis(), ROWS_AT_ONCE))
        .onFailure(purged::fail)
        .onSuccess(done -> {
          if (done) {
            purged.complete();
          } else {
            purge(purged);
          }
        });
  }

  /**
   * A page of the shown branch, or of the path that ends with that message; empty if the user has
   * no such chat.
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
