package llmchat.bench.fault;

import java.time.Duration;

/**
 * How long a probe waits.
 *
 * @param arrival for a call to reach the upstream, and for an answer to reach the client
 * @param end for the client to learn that its answer broke off
 * @param release for the upstream's connection to be closed once the client is gone
 * @param silence in which a sign of life is due
 */
public record Patience(Duration arrival, Duration end, Duration release, Duration silence) {
  /** What the report states. */
  public static Patience usual() {
    return new Patience(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(17));
  }
}
