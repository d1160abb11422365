package llmchat.gateway.store;

import java.time.Duration;

/**
 * The bounds of the store: concurrent and waiting work, and how long a start may wait.
 *
 * @param connections connections to the database, each with its own platform thread
 * @param queue how much work may wait for a connection; more is refused
 * @param startPatience how long a start waits for a PostgreSQL server that does not answer yet;
 *     zero means not at all
 */
public record StoreBounds(int connections, int queue, Duration startPatience) {

  /** Enough for one gateway, since key look-ups are cached. */
  public static final StoreBounds DEFAULT = new StoreBounds(8, 128, Duration.ofSeconds(30));

  public StoreBounds {
    if (connections < 1 || queue < 1) {
      throw new IllegalArgumentException("a store needs at least one connection and one place");
    }
  }
}
