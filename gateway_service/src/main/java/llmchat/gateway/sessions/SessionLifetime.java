package llmchat.gateway.sessions;

import java.time.Duration;

/**
 * How long a log-in lasts.
 *
 * @param absolute from the log-in, however busy the session is
 * @param idle from the last call; kept to within about five minutes
 */
public record SessionLifetime(Duration absolute, Duration idle) {
  private static final Duration IDLE = Duration.ofHours(12);

  public SessionLifetime {
    if (!absolute.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException("a session must last some time");
    }
  }

  /** So long from the log-in, and half a day from the last call. */
  public static SessionLifetime of(Duration absolute) {
    return new SessionLifetime(absolute, IDLE);
  }
}
