package llmchat.gateway.chat;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import llmchat.llm.json.JsonTree;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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

  /** Some chats as texts; {@code next} is where the others begin. */
  public record Part(List<String> texts, Optional<ListPlace> next) {
    public Part {
      texts = List.copyOf(texts);
    }
  }

  /** The chat with all of its messages as a text; empty if the user has none such. */
  public Future<Optional<String>> export(
      String userId, String chatId, Function<ExportedChat, String> form) {
    return database.read(handle ->
        Chats.find(handle, userId, chatId).map(chat -> form.apply(exported(handle, chat))));
  }

  /** Some chats after that place, in the order of the list, or the first ones. */
  public Future<Part> export(
      String userId, @Nullable ListPlace after, int most, Function<ExportedChat, String> form) {
    return database.read(handle -> {
      List<Chat> chats = Chats.list(handle, userId, after, most);
      return new Part(
          chats.stream().map(chat -> form.apply(exported(handle, chat))).toList(),
          chats.size() < most ? Optional.empty() : Optional.of(ListPlace.after(chats.getLast())));
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
   */
  public Future<Integer> add(String userId, byte[] file) {
    // Read where others can read too: nobody can write while something is written.
    return database
        .read(handle -> ImportedChat.all(JsonTree.read(file)))
        .compose(chats ->
            database.write(handle -> {
              chats.forEach(chat -> add(handle, userId, chat));
              return chats.size();
            }));
  }

  private static void add(Handle handle, String userId, ImportedChat imported) {
    Chat chat = imported.chat();
    String id = RowId.next();
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
              handle,
              id,
              message.parentId().map(stored::get).orElse(null),
              message.role(),
              message.text(),
              message.status(),
              message.error().orElse(null),
              message.model().orElse(null),
              message.createdAt()));
    }
    imported.current().map(stored::get).ifPresent(shown -> Chats.show(handle, id, shown));
  }
}
