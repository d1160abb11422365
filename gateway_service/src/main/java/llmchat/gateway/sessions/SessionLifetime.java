package llmchat.gateway.sessions;

import java.time.Duration;

/**
 * How long a session lasts.
 *
 * @param absolute from the login, even if the session is in use
 * @param idle from the last call, accurate to about five minutes
 */
public record SessionLifetime(Duration absolute, Duration idle) {
  private static final Duration IDLE = Duration.ofHours(12);

  public SessionLifetime {
    if (!absolute.isPositive() || !idle.isPositive()) {
      throw new IllegalArgumentException("a session must last some time");
    }
  }

  /** That long from the login, and twelve hours from the last call. */
  public static SessionLifetime of(Duration absolute) {
    return new SessionLifetime(absolute, IDLE);
  }
}
