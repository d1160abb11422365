package llmchat.gateway.chats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import llmchat.llm.chat.ChatRole;
import llmchat.llm.chat.Turn;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code messages}: a tree for each chat. Callers check first that the chat belongs to
 * the user. Everything here blocks.
 */
final class Messages {
  /** A running answer without a heartbeat for this long counts as interrupted. */
  private static final long STALE_MILLIS = 30_000;

  /** Of the texts of one page, in UTF-8. */
  private static final long PAGE_BYTES = 500_000;

  private final long now;

  /** Reads statuses as of that time, in milliseconds since 1970. */
  Messages(long now) {
    this.now = now;
  }

  /** Adds a message and returns its id. */
  static long add(Handle handle, String chatId, NewMessage message) {
    return handle
        .createQuery(
            """
            insert into messages
              (chat_id, parent_id, role, text, status, error, model, created_at, changed_at)
            values (:chat, :parent, :role, :text, :status, :error, :model, :now, :now)
            returning id
            """)
        .bind("chat", chatId)
        .bind("parent", message.parentId().orElse(null))
        .bind("role", message.role().text())
        .bind("text", StorableText.of(message.text()))
        .bind("status", message.status().text())
        .bind("error", message.error().map(StorableText::of).orElse(null))
        .bind("model", message.model().map(StorableText::of).orElse(null))
        .bind("now", message.createdAt())
        .mapTo(Long.class)
        .one();
  }

  /** Saves a running answer; false, and no change, if it has ended or been deleted. */
  static boolean save(
      Handle handle, long id, String text, Status status, @Nullable String error, long now) {
    return handle
            .createUpdate(
                """
                update messages set text = :text, status = :status, error = :error, changed_at = :now
                where id = :id and status = 'answering'
                """)
            .bind("text", StorableText.of(text))
            .bind("status", status.text())
            .bind("error", StorableText.orNull(error))
            .bind("now", now)
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Marks a running answer as alive; false if it no longer runs. */
  static boolean touch(Handle handle, long id, long now) {
    return handle
            .createUpdate(
                "update messages set changed_at = :now where id = :id and status = 'answering'")
            .bind("now", now)
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Marks running answers without a heartbeat as interrupted. */
  static int interruptStale(Handle handle, long now) {
    return handle
        .createUpdate(
            """
            update messages set status = 'interrupted'
            where status = 'answering' and changed_at < :since
            """)
        .bind("since", now - STALE_MILLIS)
        .execute();
  }

  /**
   * The last message of the newest path that goes through {@code start}, or that begins with the
   * chat's newest first message; empty for an empty chat.
   */
  static Optional<Long> lastOfPath(Handle handle, String chatId, @Nullable Long start) {
    return handle
        .createQuery(
            """
            with recursive path (id, depth) as (
              select coalesce(cast(:start as bigint),
                  (select max(id) from messages where chat_id = :chat and parent_id is null)), 0
              union all
              select (select max(m.id) from messages m
                      where m.chat_id = :chat and m.parent_id = path.id), depth + 1
              from path where path.id is not null and depth < 100000)
            select id from path where id is not null order by depth desc limit 1
            """)
        .bind("start", start)
        .bind("chat", chatId)
        .mapTo(Long.class)
        .findOne();
  }

  /** One message; its siblings are not looked up. */
  Optional<Message> find(Handle handle, String chatId, long id) {
    return upwards(handle, chatId, id, 1).stream().findFirst();
  }

  /** The last messages of the path that ends with that one, at most {@code limit}, oldest first. */
  List<Message> path(Handle handle, String chatId, long end, int limit) {
    return withSiblings(handle, chatId, upwards(handle, chatId, end, limit));
  }

  /** Up to {@code limit} messages, fewer if they are large, but always the last one. */
  private List<Message> upwards(Handle handle, String chatId, long end, int limit) {
    return handle
        .createQuery(
            """
            with recursive path (id, parent_id, depth) as (
              select id, parent_id, 0 from messages where id = :end and chat_id = :chat
              union all
              select m.id, m.parent_id, depth + 1
              from path join messages m on m.id = path.parent_id where depth + 1 < :limit),
            sized as (
              select path.id, path.depth,
                     sum(octet_length(m.text)) over (order by path.depth) as bytes
              from path join messages m on m.id = path.id)
            select m.id, m.parent_id, m.role, m.text, m.status, m.error, m.model,
                   m.created_at, m.changed_at
            from sized join messages m on m.id = sized.id
            where sized.bytes <= :budget or sized.depth = 0 order by sized.depth desc
            """)
        .bind("end", end)
        .bind("chat", chatId)
        .bind("limit", limit)
        .bind("budget", PAGE_BYTES)
        .map(this::message)
        .list();
  }

  /** The ids of all messages of a chat with those that they follow, oldest first. */
  static SequencedMap<Long, Optional<Long>> parents(Handle handle, String chatId) {
    SequencedMap<Long, Optional<Long>> parents = new LinkedHashMap<>();
    handle
        .createQuery("select id, parent_id from messages where chat_id = :chat order by id")
        .bind("chat", chatId)
        .map((row, context) -> {
          long id = row.getLong("id");
          long parent = row.getLong("parent_id");
          return Map.entry(id, row.wasNull() ? Optional.<Long>empty() : Optional.of(parent));
        })
        .forEach(row -> parents.put(row.getKey(), row.getValue()));
    return parents;
  }

  /** Those messages, oldest first; their siblings are not looked up. */
  List<Message> all(Handle handle, List<Long> ids) {
    return handle
        .createQuery(
            """
            select id, parent_id, role, text, status, error, model, created_at, changed_at
            from messages where id in (<ids>) order by id
            """)
        .bindList("ids", ids)
        .map(this::message)
        .list();
  }

  /** The newest turns of a path, oldest first, with at most {@code maxBytes} of UTF-8 together. */
  static List<Turn> turns(Handle handle, String chatId, long end, long maxBytes) {
    return handle
        .createQuery(
            """
            with recursive path (id, parent_id, depth) as (
              select id, parent_id, 0 from messages where id = :end and chat_id = :chat
              union all
              select m.id, m.parent_id, depth + 1
              from path join messages m on m.id = path.parent_id where depth < 10000)
            select role, text
            from (select m.role, m.text, path.depth,
                         sum(octet_length(m.text)) over (order by path.depth) as bytes
                  from path join messages m on m.id = path.id
                  where m.role = 'user' or m.status = 'complete' or m.text <> '') as newest
            where bytes <= :budget order by depth desc
            """)
        .bind("end", end)
        .bind("chat", chatId)
        .bind("budget", maxBytes)
        .map((row, context) -> new Turn(ChatRole.of(row.getString("role")), row.getString("text")))
        .list();
  }

  private List<Message> withSiblings(Handle handle, String chatId, List<Message> path) {
    if (path.isEmpty()) {
      return path;
    }
    List<Long> parents = path.stream().flatMap(m -> m.parentId().stream()).toList();
    Map<Long, List<Long>> children = children(handle, chatId, parents);
    List<Long> first = path.getFirst().parentId().isEmpty() ? firsts(handle, chatId) : List.of();
    return path.stream()
        .map(m ->
            m.among(m.parentId().map(id -> children.getOrDefault(id, List.of())).orElse(first)))
        .toList();
  }

  private static Map<Long, List<Long>> children(
      Handle handle, String chatId, Collection<Long> parents) {
    Map<Long, List<Long>> children = new HashMap<>();
    if (!parents.isEmpty()) {
      handle
          .createQuery(
              """
              select parent_id, id from messages
              where chat_id = :chat and parent_id in (<parents>) order by id
              """)
          .bind("chat", chatId)
          .bindList("parents", parents)
          .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
          .forEach(row ->
              children.computeIfAbsent(row.getKey(), id -> new ArrayList<>(1)).add(row.getValue()));
    }
    return children;
  }

  private static List<Long> firsts(Handle handle, String chatId) {
    return handle
        .createQuery(
            "select id from messages where chat_id = :chat and parent_id is null order by id")
        .bind("chat", chatId)
        .mapTo(Long.class)
        .list();
  }

  private Message message(ResultSet row, StatementContext context) throws SQLException {
    long parent = row.getLong("parent_id");
    Optional<Long> parentId = row.wasNull() ? Optional.empty() : Optional.of(parent);
    return new Message(
        row.getLong("id"),
        parentId,
        ChatRole.of(row.getString("role")),
        row.getString("text"),
        status(row),
        Optional.ofNullable(row.getString("error")),
        Optional.ofNullable(row.getString("model")),
        row.getLong("created_at"),
        List.of());
  }

  private Status status(ResultSet row) throws SQLException {
    Status status = Status.of(row.getString("status"));
    boolean stale = now - row.getLong("changed_at") > STALE_MILLIS;
    return status == Status.ANSWERING && stale ? Status.INTERRUPTED : status;
  }
}
