package llmchat.gateway.chat;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rows of {@code chats} and {@code messages}. */
final class Chats {
  private Chats() {}

  static void add(Handle handle, String userId, String chatId, long now) {
    handle
        .createUpdate(
            """
            insert into chats (id, user_id, created_at, updated_at)
            values (:chat, :user, :now, :now)
            """)
        .bind("chat", chatId)
        .bind("user", userId)
        .bind("now", now)
        .execute();
  }

  /** Marks the chat as changed; false if the user has no such chat. */
  static boolean touch(Handle handle, String userId, String chatId, long now) {
    return handle
            .createUpdate("update chats set updated_at = :now where id = :chat and user_id = :user")
            .bind("now", now)
            .bind("chat", chatId)
            .bind("user", userId)
            .execute()
        == 1;
  }

  static boolean exists(Handle handle, String userId, String chatId) {
    return handle
        .createQuery("select 1 from chats where id = :chat and user_id = :user")
        .bind("chat", chatId)
        .bind("user", userId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static Optional<String> ownerNamed(Handle handle, String username) {
    return handle
        .createQuery("select id from users where username = :username")
        .bind("username", Normalizer.normalize(username, Normalizer.Form.NFC))
        .mapTo(String.class)
        .findOne();
  }

  static List<Turn> turns(Handle handle, String userId, String chatId, RowMapper<Turn> mapper) {
    return handle
        .createQuery(
            """
            select m.role, m.text from messages m join chats c on c.id = m.chat_id
            where c.id = :chat and c.user_id = :user order by m.id
            """)
        .bind("chat", chatId)
        .bind("user", userId)
        .map(mapper)
        .list();
  }

  static List<Turn> recent(
      Handle handle, String userId, String chatId, long maxBytes, RowMapper<Turn> mapper) {
    return handle
        .createQuery(
            """
            select role, text
            from (select m.id, m.role, m.text,
                         sum(octet_length(m.text)) over (order by m.id desc) as bytes
                  from messages m join chats c on c.id = m.chat_id
                  where c.id = :chat and c.user_id = :user) as newest
            where bytes <= :budget order by id
            """)
        .bind("chat", chatId)
        .bind("user", userId)
        .bind("budget", maxBytes)
        .map(mapper)
        .list();
  }

  static @Nullable Long lastMessage(Handle handle, String chatId) {
    return handle
        .createQuery("select id from messages where chat_id = :chat order by id desc limit 1")
        .bind("chat", chatId)
        .mapTo(Long.class)
        .findOne()
        .orElse(null);
  }

  static long addMessage(
      Handle handle, String chatId, @Nullable Long parent, String role, String text, long now) {
    return handle
        .createQuery(
            """
            insert into messages (chat_id, parent_id, role, text, created_at)
            values (:chat, :parent, :role, :text, :now) returning id
            """)
        .bind("chat", chatId)
        .bind("parent", parent)
        .bind("role", role)
        .bind("text", text)
        .bind("now", now)
        .mapTo(Long.class)
        .one();
  }
}
