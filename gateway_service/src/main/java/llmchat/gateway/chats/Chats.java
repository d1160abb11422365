package llmchat.gateway.chats;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.auth.Caller;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code chats}. Statements that take a user find only that user's chats, and only
 * those that are not deleted. Everything here blocks.
 */
final class Chats {
  /** Of the system prompts of one page, in UTF-8. */
  static final long PAGE_BYTES = 500_000;

  private Chats() {}

  static void add(Handle handle, String userId, Chat chat) {
    handle
        .createUpdate(
            """
            insert into chats
              (id, user_id, title, model, system_prompt, pinned, created_at, updated_at)
            values (:chat, :user, :title, :model, :prompt, :pinned, :created, :updated)
            """)
        .bind("chat", chat.id())
        .bind("user", userId)
        .bind("title", chat.title().map(StorableText::of).orElse(null))
        .bind("model", chat.model().map(StorableText::of).orElse(null))
        .bind("prompt", chat.systemPrompt().map(StorableText::of).orElse(null))
        .bind("pinned", chat.pinned() ? 1 : 0)
        .bind("created", chat.createdAt())
        .bind("updated", chat.updatedAt())
        .execute();
  }

  static Optional<Chat> find(Handle handle, String userId, String chatId) {
    return handle
        .createQuery(
            """
            select id, title, model, system_prompt, pinned, created_at, updated_at
            from chats where id = :chat and user_id = :user and deleted_at is null
            """)
        .bind("chat", chatId)
        .bind("user", userId)
        .map(Chats::chat)
        .findOne();
  }

  /**
   * The user's chats after the cursor: pinned ones first, then by latest change. Fewer than {@code
   * limit} if their system prompts are large, but at least one if there is one.
   */
  static ChatPage list(Handle handle, String userId, @Nullable ChatCursor after, int limit) {
    ChatCursor place = after == null ? ChatCursor.BEGIN : after;
    List<Listed> rows =
        handle
            .createQuery(
                """
                with page as (
                  select id, octet_length(system_prompt) as length,
                         row_number() over (order by pinned desc, updated_at desc, id desc) as place
                  from chats
                  where user_id = :user and deleted_at is null
                    and (pinned, updated_at, id) < (:pinned, :updated, :id)
                  order by pinned desc, updated_at desc, id desc limit :limit),
                sized as (
                  select id, place, sum(coalesce(length, 0)) over (order by place) as bytes from page)
                select c.id, c.title, c.model, c.system_prompt, c.pinned, c.created_at, c.updated_at,
                       sized.place < (select count(*) from page) as followed
                from sized join chats c on c.id = sized.id
                where sized.bytes <= :budget or sized.place = 1 order by sized.place
                """)
            .bind("budget", PAGE_BYTES)
            .bind("user", userId)
            .bind("pinned", place.pinned())
            .bind("updated", place.updatedAt())
            .bind("id", place.id())
            .bind("limit", limit)
            .map((row, context) -> new Listed(chat(row, context), row.getBoolean("followed")))
            .list();
    return new ChatPage(
        rows.stream().map(Listed::chat).toList(),
        !rows.isEmpty() && (rows.size() == limit || rows.getLast().followed()));
  }

  /** A chat of a page, and whether others follow it that would have belonged to the page. */
  private record Listed(Chat chat, boolean followed) {}

  /** Writes title, model, system prompt and pin; false if the user has no such chat. */
  static boolean change(Handle handle, String userId, Chat chat) {
    return handle
            .createUpdate(
                """
                update chats
                set title = :title, model = :model, system_prompt = :prompt, pinned = :pinned
                where id = :chat and user_id = :user and deleted_at is null
                """)
            .bind("title", chat.title().map(StorableText::of).orElse(null))
            .bind("model", chat.model().map(StorableText::of).orElse(null))
            .bind("prompt", chat.systemPrompt().map(StorableText::of).orElse(null))
            .bind("pinned", chat.pinned() ? 1 : 0)
            .bind("chat", chat.id())
            .bind("user", userId)
            .execute()
        == 1;
  }

  /** Sets the time of the last question, and the title if there is none and this is not empty. */
  static boolean touch(Handle handle, String userId, String chatId, String title, long now) {
    return handle
            .createUpdate(
                """
                update chats set updated_at = :now, title = coalesce(title, nullif(:title, ''))
                where id = :chat and user_id = :user and deleted_at is null
                """)
            .bind("now", now)
            .bind("title", StorableText.of(title))
            .bind("chat", chatId)
            .bind("user", userId)
            .execute()
        == 1;
  }

  /** A message of the shown branch; empty if the newest branch is shown. */
  static Optional<Long> shown(Handle handle, String chatId) {
    return handle
        .createQuery("select shown_id from chats where id = :chat and shown_id is not null")
        .bind("chat", chatId)
        .mapTo(Long.class)
        .findOne();
  }

  static void show(Handle handle, String chatId, long messageId) {
    handle
        .createUpdate("update chats set shown_id = :message where id = :chat")
        .bind("message", messageId)
        .bind("chat", chatId)
        .execute();
  }

  static boolean delete(Handle handle, String userId, String chatId, long now) {
    return handle
            .createUpdate(
                """
                update chats set deleted_at = :now
                where id = :chat and user_id = :user and deleted_at is null
                """)
            .bind("now", now)
            .bind("chat", chatId)
            .bind("user", userId)
            .execute()
        == 1;
  }

  static boolean restore(Handle handle, String userId, String chatId, long deletedSince) {
    return handle
            .createUpdate(
                """
                update chats set deleted_at = null
                where id = :chat and user_id = :user and deleted_at > :since
                """)
            .bind("chat", chatId)
            .bind("user", userId)
            .bind("since", deletedSince)
            .execute()
        == 1;
  }

  /**
   * Removes some of the chats that were deleted before that time; true when all are removed. Only
   * {@code limit} messages at a time, so that others can write in between, and the newest first,
   * since messages refer to older ones.
   */
  static boolean purge(Handle handle, long deletedBefore, int limit) {
    int messages =
        handle
            .createUpdate(
                """
                delete from messages where id in (
                  select m.id from messages m join chats c on c.id = m.chat_id
                  where c.deleted_at < :before order by m.id desc limit :limit)
                """)
            .bind("before", deletedBefore)
            .bind("limit", limit)
            .execute();
    if (messages == limit) {
      return false;
    }
    handle
        .createUpdate(
            """
            delete from chats where deleted_at < :before
              and not exists (select 1 from messages where messages.chat_id = chats.id)
            """)
        .bind("before", deletedBefore)
        .execute();
    return true;
  }

  /** Makes visible a chat that was stored as deleted, once its import is complete. */
  static void reveal(Handle handle, String chatId) {
    handle
        .createUpdate("update chats set deleted_at = null where id = :chat")
        .bind("chat", chatId)
        .execute();
  }

  /** Locks the chat until the transaction ends, so that changes come one after the other. */
  static void lock(Handle handle, String chatId) {
    handle
        .createUpdate("update chats set pinned = pinned where id = :chat")
        .bind("chat", chatId)
        .execute();
  }

  /** The user's chats after that id, ordered by id, for an export. */
  static List<Chat> after(Handle handle, String userId, String id, int limit) {
    return handle
        .createQuery(
            """
            select id, title, model, system_prompt, pinned, created_at, updated_at
            from chats where user_id = :user and deleted_at is null and id > :id
            order by id limit :limit
            """)
        .bind("user", userId)
        .bind("id", id)
        .bind("limit", limit)
        .map(Chats::chat)
        .list();
  }

  /**
   * Transfers all of a user's chats to the admin, as deleted in 1970, so that {@link #purge}
   * removes them and nobody can restore them.
   */
  static void abandonAllOf(Handle handle, String userId) {
    handle
        .createUpdate("update chats set user_id = :admin, deleted_at = 0 where user_id = :user")
        .bind("admin", Caller.ADMIN.userId())
        .bind("user", userId)
        .execute();
  }

  static Chat chat(ResultSet row, StatementContext context) throws SQLException {
    return new Chat(
        row.getString("id"),
        Optional.ofNullable(row.getString("title")),
        Optional.ofNullable(row.getString("model")),
        Optional.ofNullable(row.getString("system_prompt")),
        row.getInt("pinned") == 1,
        row.getLong("created_at"),
        row.getLong("updated_at"));
  }
}
