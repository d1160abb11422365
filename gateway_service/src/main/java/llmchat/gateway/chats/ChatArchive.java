package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import org.jdbi.v3.core.Handle;

/**
 * Exports a user's chats and imports them again.
 *
 * <p>Futures complete on the caller's Vert.x context and fail as {@link Database} says.
 */
public final class ChatArchive {
  private static final int CHATS_AT_ONCE = 50;
  private static final int MESSAGES_AT_ONCE = 500;

  private final Database database;
  private final InstantSource time;

  public ChatArchive(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
  }

  /** An export of a user's chats, or of one of them. */
  ChatExport export(String userId, ExportFormat format, Optional<String> chatId) {
    return new ChatExport(database, time, userId, format, chatId);
  }

  /**
   * Imports the chats of an export under new ids, all or none, and returns their number. Fails with
   * {@link BadImportException} if the file cannot be read.
   *
   * <p>A few chats have a transaction together, so that others can write in between. Until all are
   * stored they count as deleted, so that what a failure leaves behind is removed like other
   * deleted chats.
   */
  public Future<Integer> add(String userId, byte[] file) {
    return database
        .read(handle -> ImportedChat.all(file))
        .compose(chats ->
            added(userId, chats)
                .compose(ids ->
                    database.write(handle -> {
                      ids.forEach(id -> Chats.reveal(handle, id));
                      return ids.size();
                    })));
  }

  /** One after the other, by a loop: futures composed of each other would fill the stack. */
  private Future<List<String>> added(String userId, List<ImportedChat> chats) {
    Promise<List<String>> all = Promise.promise();
    addNext(userId, chats.iterator(), new ArrayList<>(), all);
    return all.future();
  }

  private void addNext(
      String userId, Iterator<ImportedChat> chats, List<String> ids, Promise<List<String>> all) {
    if (!chats.hasNext()) {
      all.complete(ids);
      return;
    }
    List<ImportedChat> some = some(chats);
    database
        .write(handle -> addAll(handle, userId, some))
        .onFailure(all::fail)
        .onSuccess(added -> {
          ids.addAll(added);
          addNext(userId, chats, ids, all);
        });
  }

  private static List<ImportedChat> some(Iterator<ImportedChat> chats) {
    List<ImportedChat> some = new ArrayList<>();
    int messages = 0;
    while (chats.hasNext() && some.size() < CHATS_AT_ONCE && messages < MESSAGES_AT_ONCE) {
      ImportedChat next = chats.next();
      messages += next.messages().size();
      some.add(next);
    }
    return some;
  }

  private List<String> addAll(Handle handle, String userId, List<ImportedChat> chats) {
    List<String> ids = new ArrayList<>();
    for (ImportedChat chat : chats) {
      String id = RowId.next();
      add(handle, userId, id, chat);
      Chats.delete(handle, userId, id, time.millis());
      ids.add(id);
    }
    return ids;
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
