package llmchat.gateway.store;

import java.time.Duration;

/**
 * How much work the store takes at once, and how long its start may take.
 *
 * @param connections connections to the database, each with one platform thread of its own
 * @param queue pieces of work that may wait for a connection; the next one is refused
 * @param startPatience how long a start waits for a PostgreSQL server that does not answer yet;
 *     zero means not at all
 */
public record StoreBounds(int connections, int queue, Duration startPatience) {

  /** Enough for one gateway: key look-ups are cached, so the database sees few of them. */
  public static final StoreBounds DEFAULT = new StoreBounds(8, 128, Duration.ofSeconds(30));

  public StoreBounds {
    if (connections < 1 || queue < 1) {
      throw new IllegalArgumentException("a store needs at least one connection and one place");
    }
  }
}
