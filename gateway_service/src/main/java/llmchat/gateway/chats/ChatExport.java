package llmchat.gateway.chats;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.RowId;
import llmchat.llm.FailureException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * An export under way: a file of one or all chats of a user, read slice by slice, so that no more
 * than a slice is in memory. One call at a time; futures complete on the caller's Vert.x context
 * and fail as {@link Database} says.
 */
final class ChatExport {
  private final Database database;
  private final InstantSource time;
  private final String userId;
  private final ExportFormat format;

  /** The only chat to export; all of them without it. */
  private final Optional<String> onlyChat;

  /** The last chat that was begun; empty before the first one. */
  private String lastChat = "";

  private boolean finished;

  /** The messages of the chat under way that are still to come; null between two chats. */
  private @Nullable List<Long> left;

  private boolean firstMessage;

  ChatExport(
      Database database,
      InstantSource time,
      String userId,
      ExportFormat format,
      Optional<String> onlyChat) {
    this.database = database;
    this.time = time;
    this.userId = userId;
    this.format = format;
    this.onlyChat = onlyChat;
  }

  /**
   * The next step: its bytes, and the messages that follow them.
   *
   * @param bytes to write now
   * @param slice to read and write next; without messages if the step has none
   */
  record Step(Buffer bytes, MessageSlice slice) {}

  /** The next step; empty after the last one. Fails if the only chat does not exist. */
  Future<Optional<Step>> next() {
    return finished ? Future.succeededFuture(Optional.empty()) : database.read(this::step);
  }

  /** The bytes of a step's messages. */
  Future<Buffer> read(MessageSlice slice) {
    return database.read(handle -> {
      Buffer bytes = Buffer.buffer((int) slice.bytes() + 1024);
      boolean first = firstMessage;
      for (Message message : new Messages(time.millis()).all(handle, slice.ids())) {
        format.append(bytes, message, first);
        first = false;
      }
      firstMessage = first;
      return bytes;
    });
  }

  /** A failure changes nothing, because the database then runs the step again. */
  private Optional<Step> step(Handle handle) {
    String chat = lastChat;
    @Nullable List<Long> ids = left;
    try {
      return advance(handle);
    } catch (RuntimeException failure) {
      lastChat = chat;
      left = ids;
      throw failure;
    }
  }

  private Optional<Step> advance(Handle handle) {
    Buffer bytes = Buffer.buffer();
    if (left == null && !beginChat(handle, bytes)) {
      return end(bytes);
    }
    List<Long> ids = left == null ? List.of() : left;
    MessageSlice slice = MessageSlice.first(handle, ids);
    left = List.copyOf(ids.subList(slice.ids().size(), ids.size()));
    if (slice.ids().isEmpty()) {
      left = null;
      bytes.appendString(format.chatEnd());
    }
    return Optional.of(new Step(bytes, slice));
  }

  private Optional<Step> end(Buffer bytes) {
    finished = true;
    if (onlyChat.isPresent() && !hasBegun()) {
      throw new FailureException(ApiResponder.NO_CHAT);
    }
    bytes.appendString(hasBegun() ? format.end() : format.begin() + format.end());
    return Optional.of(new Step(bytes, MessageSlice.NONE));
  }

  private boolean hasBegun() {
    return !lastChat.isEmpty();
  }

  /** Whether there is one more chat, whose beginning is appended. */
  private boolean beginChat(Handle handle, Buffer bytes) {
    Optional<Chat> next = nextChat(handle);
    if (next.isEmpty()) {
      return false;
    }
    bytes.appendString(hasBegun() ? format.between() : format.begin());
    Chat chat = next.get();
    lastChat = chat.id();
    Optional<Long> shown = ChatHistory.lastShown(handle, chat.id());
    SequencedMap<Long, Optional<Long>> parents = Messages.parents(handle, chat.id());
    bytes.appendBuffer(format.chatBegin(chat, shown));
    left = format.allBranches() ? List.copyOf(parents.keySet()) : path(parents, shown);
    firstMessage = true;
    return true;
  }

  private Optional<Chat> nextChat(Handle handle) {
    if (onlyChat.isPresent()) {
      return onlyChat
          .filter(id -> !hasBegun() && RowId.isOne(id))
          .flatMap(id -> Chats.find(handle, userId, id));
    }
    return Chats.after(handle, userId, lastChat, 1).stream().findFirst();
  }

  /** The path that ends with that message; in memory, since a query is limited in depth. */
  private static List<Long> path(SequencedMap<Long, Optional<Long>> parents, Optional<Long> end) {
    Deque<Long> path = new ArrayDeque<>();
    Optional<Long> next = end.filter(parents::containsKey);
    while (next.isPresent()) {
      path.addFirst(next.get());
      next = parents.getOrDefault(next.get(), Optional.empty());
    }
    return List.copyOf(path);
  }
}
