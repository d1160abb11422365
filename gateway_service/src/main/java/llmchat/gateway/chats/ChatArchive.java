package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import org.jdbi.v3.core.Handle;

/**
 * Exports a user's chats and imports them again.
 *
 * <p>Futures complete on the caller's Vert.x context and fail as {@link Database} says.
 */
public final class ChatArchive {
  private final Database database;
  private final InstantSource time;

  public ChatArchive(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /** Some chats, each as bytes; {@code next} is the id after which the others come. */
  public record Part(List<Buffer> chats, Optional<String> next) {
    public Part {
      chats = List.copyOf(chats);
    }
  }

  /** The chat with all of its messages as bytes; empty if the user has none such. */
  public Future<Optional<Buffer>> export(
      String userId, String chatId, Function<ExportedChat, Buffer> form) {
    return database.read(handle ->
        Chats.find(handle, userId, chatId).map(chat -> form.apply(exported(handle, chat))));
  }

  /** Up to {@code limit} chats after that id, ordered by id, since ids never change. */
  public Future<Part> export(
      String userId, String after, int limit, Function<ExportedChat, Buffer> form) {
    return database.read(handle -> {
      List<Chat> chats = Chats.after(handle, userId, after, limit);
      return new Part(
          chats.stream().map(chat -> form.apply(exported(handle, chat))).toList(),
          chats.size() < limit ? Optional.empty() : Optional.of(chats.getLast().id()));
    });
  }

  private ExportedChat exported(Handle handle, Chat chat) {
    List<Message> all = new Messages(time.millis()).all(handle, chat.id());
    return new ExportedChat(chat, all, path(all, ChatHistory.lastShown(handle, chat.id())));
  }

  /** The path that ends with that message; in memory, since a query is limited in depth. */
  private static List<Message> path(List<Message> all, Optional<Long> end) {
    Map<Long, Message> byId = new HashMap<>();
    all.forEach(message -> byId.put(message.id(), message));
    Deque<Message> path = new ArrayDeque<>();
    Optional<Message> next = end.map(byId::get);
    while (next.isPresent()) {
      path.addFirst(next.get());
      next = next.get().parentId().map(byId::get);
    }
    return List.copyOf(path);
  }

  /**
   * Imports the chats of an export under new ids, all or none, and returns their number. Fails with
   * {@link BadImportException} if the file cannot be read.
   *
   * <p>Each chat has its own transaction, so that others can write in between. Until all are stored
   * they count as deleted, so that what a failure leaves behind is removed like other deleted
   * chats.
   */
  public Future<Integer> add(String userId, byte[] file) {
    return database
        .read(handle -> ImportedChat.all(file))
        .compose(chats ->
            added(userId, chats, new ArrayList<>())
                .compose(ids ->
                    database.write(handle -> {
                      ids.forEach(id -> Chats.reveal(handle, id));
                      return ids.size();
                    })));
  }

  private Future<List<String>> added(String userId, List<ImportedChat> chats, List<String> ids) {
    if (ids.size() == chats.size()) {
      return Future.succeededFuture(ids);
    }
    ImportedChat next = chats.get(ids.size());
    return database
        .write(handle -> {
          String id = RowId.next();
          add(handle, userId, id, next);
          Chats.delete(handle, userId, id, time.millis());
          return id;
        })
        .compose(id -> {
          ids.add(id);
          return added(userId, chats, ids);
        });
  }

  private static void add(Handle handle, String userId, String id, ImportedChat imported) {
    Chat chat = imported.chat();
    Chats.add(
        handle,
        userId,
        new Chat(
            id,
            chat.title(),
            chat.model(),
            chat.systemPrompt(),
            chat.pinned(),
            chat.createdAt(),
            chat.updatedAt()));
    Map<Long, Long> stored = new HashMap<>();
    for (Message message : imported.messages()) {
      stored.put(
          message.id(),
          Messages.add(
              handle, id, NewMessage.imported(message.parentId().map(stored::get), message)));
    }
    imported.current().map(stored::get).ifPresent(shown -> Chats.show(handle, id, shown));
  }
}
