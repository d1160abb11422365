package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import llmchat.gateway.users.Users;
import llmchat.llm.chat.Turn;
import org.jdbi.v3.core.Handle;

/**
 * Chats as {@code POST /chat} and {@code /chat/{chat_id}/history} read and extend them: a plain
 * list of turns, which is the branch that the page shows. Every query names the user, so another
 * user's chat looks exactly like one that does not exist.
 *
 * <p>Futures complete on the caller's Vert.x context and fail as {@link Database} says.
 */
public final class ChatHistory {
  private final Database database;
  private final ContextWindow context;
  private final InstantSource time;

  public ChatHistory(Database database, ContextWindow context, InstantSource time) {
    this.database = database;
    this.context = context;
    this.time = time;
  }

  /** A new id for {@link #begin}, 22 URL-safe characters; nothing is stored. */
  public static String newId() {
    return RowId.next();
  }

  /** Creates a chat with its first turns, all or nothing. */
  public Future<String> begin(String userId, String chatId, List<Turn> turns) {
    List<Turn> kept = List.copyOf(turns);
    return database.write(handle -> {
      long now = time.millis();
      Optional<String> title = kept.stream().findFirst().map(turn -> Titles.of(turn.text()));
      Chats.add(
          handle,
          userId,
          new Chat(chatId, title, Optional.empty(), Optional.empty(), false, now, now));
      addAll(handle, chatId, Optional.empty(), kept, now);
      return chatId;
    });
  }

  /** Adds turns to the end, all or nothing; false if the user has no such chat. */
  public Future<Boolean> append(String userId, String chatId, List<Turn> turns) {
    if (!RowId.isOne(chatId)) {
      return Future.succeededFuture(false);
    }
    List<Turn> kept = List.copyOf(turns);
    return database.write(handle -> {
      long now = time.millis();
      // Also locks the chat, so that concurrent appends come one after the other.
      boolean owned = Chats.touch(handle, userId, chatId, Titles.of(kept.getFirst().text()), now);
      if (owned) {
        addAll(handle, chatId, lastShown(handle, chatId), kept, now);
      }
      return owned;
    });
  }

  /** All turns, oldest first; empty if the user has no such chat. */
  public Future<Optional<List<Turn>>> history(String userId, String chatId) {
    return RowId.isOne(chatId)
        ? database.read(handle -> read(handle, userId, chatId, Long.MAX_VALUE))
        : Future.succeededFuture(Optional.empty());
  }

  /** All turns of a named user's chat (any Unicode spelling of the name), for the admin. */
  public Future<Optional<List<Turn>>> historyOf(String username, String chatId) {
    if (!RowId.isOne(chatId) || username.indexOf('\0') >= 0) {
      return Future.succeededFuture(Optional.empty());
    }
    return database.read(handle ->
        Users.idOf(handle, username).flatMap(user -> read(handle, user, chatId, Long.MAX_VALUE)));
  }

  /** The turns that fit the model with the next question, oldest first. */
  public Future<Optional<List<Turn>>> context(
      String userId, String chatId, String systemPrompt, String question, String model) {
    return RowId.isOne(chatId)
        ? database.read(handle ->
            read(handle, userId, chatId, context.maxBytes(model))
                .map(turns -> context.fitting(turns, systemPrompt, question, model)))
        : Future.succeededFuture(Optional.empty());
  }

  /** The last message of the branch that the chat shows. */
  static Optional<Long> lastShown(Handle handle, String chatId) {
    return Messages.lastOfPath(handle, chatId, Chats.shown(handle, chatId).orElse(null));
  }

  private static Optional<List<Turn>> read(
      Handle handle, String userId, String chatId, long maxBytes) {
    return Chats.find(handle, userId, chatId)
        .map(chat ->
            lastShown(handle, chatId)
                .map(end -> Messages.turns(handle, chatId, end, maxBytes))
                .orElse(List.of()));
  }

  private static void addAll(
      Handle handle, String chatId, Optional<Long> after, List<Turn> turns, long now) {
    Optional<Long> parent = after;
    for (Turn turn : turns) {
      parent = Optional.of(Messages.add(handle, chatId, NewMessage.complete(parent, turn, now)));
    }
  }
}
