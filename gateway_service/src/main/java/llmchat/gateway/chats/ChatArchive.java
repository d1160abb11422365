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
 * A user's chats on their way out of the gateway and in again.
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

  /** Some chats after that id, in the order of their ids, which no change moves. */
  public Future<Part> export(
      String userId, String after, int most, Function<ExportedChat, Buffer> form) {
    return database.read(handle -> {
      List<Chat> chats = Chats.after(handle, userId, after, most);
      return new Part(
          chats.stream().map(chat -> form.apply(exported(handle, chat))).toList(),
          chats.size() < most ? Optional.empty() : Optional.of(chats.getLast().id()));
    });
  }

  private ExportedChat exported(Handle handle, Chat chat) {
    List<Message> all = new Messages(time.millis()).all(handle, chat.id());
    return new ExportedChat(chat, all, path(all, ChatStore.lastShown(handle, chat.id())));
  }

  /** The path that ends with that message; of any length, where a query could not name so many. */
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
   * Adds the chats of an export, all or none, with ids of their own; how many they are. Fails with
   * {@link BadImportException} if it cannot be read.
   *
   * <p>One chat at a time, so that others can write meanwhile: each counts as deleted until all are
   * there, and what a failure leaves is removed like other deleted chats.
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
