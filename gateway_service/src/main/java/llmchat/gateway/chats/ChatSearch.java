package llmchat.gateway.chats;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.store.Database;
import llmchat.gateway.store.DatabaseAddress;
import llmchat.llm.chat.ChatRole;
import org.jdbi.v3.core.Handle;

/**
 * Finds words in the titles and messages of a user's chats. A hit holds each word of the query, or
 * a word that begins with it; the newest message comes first.
 *
 * <p>Futures complete on the caller's Vert.x context and fail as {@link Database} says.
 */
public final class ChatSearch {
  /**
   * Returns as much of a message as PostgreSQL's index covers, so that the match is in it. Ordered
   * by the index's own row ids, so that no more matches are read than asked for.
   */
  private static final String SQLITE =
      """
      select c.id, c.title, c.model, null as system_prompt, c.pinned, c.created_at, c.updated_at,
             m.id as message_id, m.role, substr(m.text, 1, 100000) as text
      from message_words join messages m on m.id = message_words.rowid
      join chats c on c.id = m.chat_id
      where message_words match :words and message_words.rowid < :before
        and c.user_id = :user and c.deleted_at is null
      order by message_words.rowid desc limit :limit
      """;

  private static final String POSTGRES =
      """
      select c.id, c.title, c.model, null as system_prompt, c.pinned, c.created_at, c.updated_at,
             m.id as message_id, m.role, left(m.text, 100000) as text
      from messages m join chats c on c.id = m.chat_id
      where m.words @@ to_tsquery('simple', :words) and m.id < :before
        and c.user_id = :user and c.deleted_at is null
      order by m.id desc limit :limit
      """;

  private final Database database;
  private final boolean sqlite;

  public ChatSearch(Database database) {
    this.database = database;
    this.sqlite = database.address() instanceof DatabaseAddress.Sqlite;
  }

  /**
   * A title or message that matches.
   *
   * @param messageId empty for the chat's title
   * @param role who wrote the message
   */
  public record Hit(
      Chat chat, Optional<Long> messageId, Optional<ChatRole> role, Excerpt excerpt) {}

  /**
   * A page of hits; on the first page, titles come first. The chats come without their system
   * prompts, which may be long and were not searched.
   *
   * @param query words separated by anything but letters and digits; without a word, nothing is
   *     found
   * @param before only messages with a smaller id, and no titles; empty for the first page
   * @param limit the most hits in messages, and in titles
   */
  public Future<List<Hit>> find(String userId, String query, Optional<Long> before, int limit) {
    SearchWords words = SearchWords.of(query);
    if (words.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return database.read(handle -> {
      List<Hit> hits = new ArrayList<>();
      if (before.isEmpty()) {
        hits.addAll(inTitles(handle, userId, words, limit));
      }
      hits.addAll(inMessages(handle, userId, words, before.orElse(Long.MAX_VALUE), limit));
      return hits;
    });
  }

  private List<Hit> inMessages(
      Handle handle, String userId, SearchWords words, long before, int limit) {
    return handle
        .createQuery(sqlite ? SQLITE : POSTGRES)
        .bind("words", sqlite ? words.fts5() : words.tsquery())
        .bind("before", before)
        .bind("user", userId)
        .bind("limit", limit)
        .map((row, context) ->
            new Hit(
                Chats.chat(row, context),
                Optional.of(row.getLong("message_id")),
                Optional.of(ChatRole.of(row.getString("role"))),
                Excerpt.of(row.getString("text"), words)))
        .list();
  }

  /** A user's titles are few and short, so they are searched without an index. */
  private static List<Hit> inTitles(Handle handle, String userId, SearchWords words, int limit) {
    try (var chats =
        handle
            .createQuery(
                """
                select id, title, model, null as system_prompt, pinned, created_at, updated_at
                from chats
                where user_id = :user and deleted_at is null and title is not null
                order by updated_at desc limit 10000
                """)
            .bind("user", userId)
            .map(Chats::chat)
            .stream()) {
      return chats
          .filter(chat -> words.allIn(chat.title().orElse("")))
          .limit(limit)
          .map(chat ->
              new Hit(
                  chat,
                  Optional.empty(),
                  Optional.empty(),
                  Excerpt.of(chat.title().orElse(""), words)))
          .toList();
    }
  }
}
