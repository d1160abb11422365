package llmchat.gateway.chats;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Messages of an export that are read at once.
 *
 * @param bytes of their texts, in UTF-8
 */
record MessageSlice(List<Long> ids, long bytes) {
  static final MessageSlice NONE = new MessageSlice(List.of(), 0);

  private static final int MOST_MESSAGES = 500;
  private static final long MOST_BYTES = 500_000;

  MessageSlice {
    ids = List.copyOf(ids);
  }

  /** The first of those messages that make a slice: at least one, unless there is none. Blocks. */
  static MessageSlice first(Handle handle, List<Long> ids) {
    if (ids.isEmpty()) {
      return NONE;
    }
    List<Long> candidates = ids.subList(0, Math.min(MOST_MESSAGES, ids.size()));
    List<Long> lengths =
        handle
            .createQuery("select octet_length(text) from messages where id in (<ids>) order by id")
            .bindList("ids", candidates)
            .mapTo(Long.class)
            .list();
    long bytes = 0;
    int count = 0;
    while (count < lengths.size() && (count == 0 || bytes + lengths.get(count) <= MOST_BYTES)) {
      bytes += lengths.get(count++);
    }
    return new MessageSlice(candidates.subList(0, count), bytes);
  }
}
