package llmchat.gateway.chat;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Stored conversations. Every query carries the user, so somebody else's chat looks exactly like
 * one that does not exist.
 *
 * <p>Texts are kept as they are, except for two things that a database cannot hold: U+0000 and
 * halves of surrogate pairs become U+FFFD. Futures complete on the caller's Vert.x context and fail
 * as {@link Database} says.
 */
public final class ChatStore {
  private static final RowMapper<Turn> TURN =
      (row, context) -> new Turn(Role.of(row.getString("role")), row.getString("text"));

  private final Database database;
  private final InstantSource time;

  public ChatStore(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /** A new chat's id, 22 URL-safe characters, for {@link #begin}; nothing is stored. */
  public static String newId() {
    return RowId.next();
  }

  /** Makes a chat with an id from {@link #newId} and its first turns, all or nothing. */
  public Future<String> begin(String userId, String chatId, List<Turn> turns) {
    List<Turn> kept = List.copyOf(turns);
    return database.write(handle -> {
      long now = time.millis();
      Chats.add(handle, userId, chatId, now);
      addAll(handle, chatId, kept, now);
      return chatId;
    });
  }

  /** Adds turns at the end of a chat, all or nothing; false if the user has no such chat. */
  public Future<Boolean> append(String userId, String chatId, List<Turn> turns) {
    if (!RowId.isOne(chatId)) {
      return Future.succeededFuture(false);
    }
    List<Turn> kept = List.copyOf(turns);
    return database.write(handle -> {
      long now = time.millis();
      // Also locks the chat: of two appends at once the second comes after the first.
      boolean owned = Chats.touch(handle, userId, chatId, now);
      if (owned) {
        addAll(handle, chatId, kept, now);
      }
      return owned;
    });
  }

  /** The whole chat, oldest turn first; empty if the user has no such chat. */
  public Future<Optional<List<Turn>>> history(String userId, String chatId) {
    if (!RowId.isOne(chatId)) {
      return Future.succeededFuture(Optional.empty());
    }
    return database.read(handle -> read(handle, userId, chatId));
  }

  /** The same by the owner's name (any Unicode spelling), for the admin. */
  public Future<Optional<List<Turn>>> historyOf(String username, String chatId) {
    if (!RowId.isOne(chatId) || username.indexOf('\0') >= 0) {
      return Future.succeededFuture(Optional.empty());
    }
    return database.read(
        handle -> Chats.ownerNamed(handle, username).flatMap(user -> read(handle, user, chatId)));
  }

  /**
   * The newest turns whose texts have at most so many bytes of UTF-8 together, oldest first, never
   * beginning with an answer whose question did not fit: the context of a next question.
   */
  public Future<Optional<List<Turn>>> recent(String userId, String chatId, long maxBytes) {
    if (!RowId.isOne(chatId)) {
      return Future.succeededFuture(Optional.empty());
    }
    return database.read(handle ->
        Chats.exists(handle, userId, chatId)
            ? Optional.of(fromFirstQuestion(Chats.recent(handle, userId, chatId, maxBytes, TURN)))
            : Optional.empty());
  }

  private static Optional<List<Turn>> read(Handle handle, String userId, String chatId) {
    return Chats.exists(handle, userId, chatId)
        ? Optional.of(Chats.turns(handle, userId, chatId, TURN))
        : Optional.empty();
  }

  private static List<Turn> fromFirstQuestion(List<Turn> turns) {
    return turns.stream().dropWhile(turn -> turn.role() != Role.USER).toList();
  }

  private static void addAll(Handle handle, String chatId, List<Turn> turns, long now) {
    @Nullable Long parent = Chats.lastMessage(handle, chatId);
    for (Turn turn : turns) {
      parent = Chats.addMessage(handle, chatId, parent, turn.role().text(), storable(turn), now);
    }
  }

  private static String storable(Turn turn) {
    String text = turn.text();
    return text.codePoints().allMatch(ChatStore::isStorable)
        ? text
        : text.codePoints()
            .map(c -> isStorable(c) ? c : 0xfffd)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isStorable(int codePoint) {
    return codePoint != 0 && (codePoint < 0xd800 || codePoint > 0xdfff);
  }
}
